/**
 * The calendar: events that will fall due, handed out in the order of (time, phase, sequence). The sequence
 * is the order of pushing, so that nothing ever depends on how a queue is built. §M1.2
 */

/** An event taken from the calendar. The caller makes one and lets it be overwritten. */
export interface DueEvent {
  /** Milliseconds since the start of the run. */
  at: number;
  /** Order among events of one instant, the least first. */
  phase: number;
  kind: number;
  a: number;
  b: number;
}

/** The greatest phase: phase and sequence share the 53 bits of one number. */
export const PHASE_MAX = 31;

/** 2^26: events that may wait at once. A handle has 26 bits for their place. */
export const PENDING_MAX = 67_108_864;

/** In place of a handle: no event. */
export const NO_EVENT = -1;

/**
 * A queue of events. It trusts its caller that times are whole numbers, 0 … 2^53 − 1; the engine sees to it.
 */
export interface Calendar {
  /** Events that wait. */
  readonly size: number;
  /**
   * Adds an event; `phase` 0 … {@link PHASE_MAX}; `kind`, `a` and `b` are signed 32-bit integers. Returns a
   * handle that names this event for ever: a whole number, 0 … 2^53 − 1, never given out again. Throws
   * `CalendarFull` when as many events wait as there is room for.
   */
  push(at: number, phase: number, kind: number, a: number, b: number): number;
  /** Removes an event; false when it was popped or cancelled before. */
  cancel(handle: number): boolean;
  /**
   * Moves an event to another (time, phase), behind those that are there already. Returns its new handle, the
   * old one is stale; {@link NO_EVENT} when it was popped or cancelled before.
   */
  reschedule(handle: number, at: number, phase: number): number;
  /** Takes the first event; false when there is none, and `into` is left alone. */
  pop(into: DueEvent): boolean;
  /**
   * Takes the first event if its (time, phase) is less than (`until`, `phaseLimit`); else false, and `into`
   * is left alone.
   */
  popBefore(until: number, phaseLimit: number, into: DueEvent): boolean;
}

/** A blank event to be overwritten by {@link Calendar.pop}. */
export const blankEvent = (): DueEvent => ({ at: 0, phase: 0, kind: 0, a: 0, b: 0 });
