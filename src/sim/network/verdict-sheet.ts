/**
 * The verdicts on one target in one window: as reported, and as they would be if every monitor told the
 * truth. §M9.7
 */

/** Two columns of figures and how many there are; reused for every target. */
export class VerdictColumn {
  /** Verdicts, and latencies among them: a verdict without any answer has none. */
  count = 0;
  latencyCount = 0;
  downtimePpm: Int32Array;
  latencyMicros: Int32Array;

  /** Room for `capacity` verdicts. */
  constructor(capacity: number) {
    this.downtimePpm = new Int32Array(capacity);
    this.latencyMicros = new Int32Array(capacity);
  }

  clear(): void {
    this.count = 0;
    this.latencyCount = 0;
  }

  /** Becomes equal to a column of the same capacity. */
  copy(other: VerdictColumn): void {
    this.count = other.count;
    this.latencyCount = other.latencyCount;
    for (let index = 0; index < this.count; index++) this.downtimePpm[index] = other.downtimePpm[index];
    for (let index = 0; index < this.latencyCount; index++) {
      this.latencyMicros[index] = other.latencyMicros[index];
    }
  }

  /** `latencyMicros` −1: none was answered. */
  add(downtimePpm: number, latencyMicros: number): void {
    this.downtimePpm[this.count++] = downtimePpm;
    if (latencyMicros >= 0) this.latencyMicros[this.latencyCount++] = latencyMicros;
  }
}

/**
 * Both columns. They are one until an operator answers for itself, and few windows have such a monitor: so
 * what everybody reports by the protocol is written and aggregated once.
 */
export class VerdictSheet {
  readonly measured: VerdictColumn;
  readonly #answered: VerdictColumn;
  #isAnswered = false;

  /** Room for `capacity` verdicts. */
  constructor(capacity: number) {
    this.measured = new VerdictColumn(capacity);
    this.#answered = new VerdictColumn(capacity);
  }

  /** Did any operator answer for itself? If not, both columns are one. */
  get isAnswered(): boolean {
    return this.#isAnswered;
  }

  /** What was reported so far. */
  get reported(): VerdictColumn {
    return this.#isAnswered ? this.#answered : this.measured;
  }

  /** From here on what is reported is added to `reported` apart; so far it was what was measured. */
  answer(): void {
    if (this.#isAnswered) return;
    this.#isAnswered = true;
    this.#answered.copy(this.measured);
  }

  clear(): void {
    this.measured.clear();
    this.#isAnswered = false;
  }
}
