/**
 * An event at an instant that no calendar can hold, or that is past. Scenarios and strategies cannot ask for
 * one, their values are checked before: so it is a bug, and it is told in the terms of whoever seeks it.
 */

/** Names the event, the instant that was asked for, and what would be accepted. Nothing was scheduled. */
export class ScheduleFault extends Error {
  override readonly name = 'ScheduleFault';
  /** Name of the kind of event, or its number where kinds have no names. */
  readonly event: string;
  /** What was asked for, as it came: any number, NaN too. */
  readonly at: number;
  /** The running instant, in milliseconds. */
  readonly now: number;
  readonly accepted: string;

  constructor(event: string, at: number, now: number, complaint: string, accepted: string) {
    super(`event ${event} at ${at} ms, now is ${now} ms: ${complaint}; accepted: ${accepted}`);
    this.event = event;
    this.at = at;
    this.now = now;
    this.accepted = accepted;
  }
}
