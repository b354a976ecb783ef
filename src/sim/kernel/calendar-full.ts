/** More events than a calendar has room for. A scenario asks for too much: never silently one event less. */

/** Says how many events wait. The event that found no room was not added. */
export class CalendarFull extends Error {
  override readonly name = 'CalendarFull';
  /** Events that wait. */
  readonly pending: number;

  constructor(pending: number) {
    super(`${pending} events wait in the calendar, and it has room for no more; accepted: fewer at once`);
    this.pending = pending;
  }
}
