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

  /** `latencyMicros` −1: none was answered. */
  add(downtimePpm: number, latencyMicros: number): void {
    this.downtimePpm[this.count++] = downtimePpm;
    if (latencyMicros >= 0) this.latencyMicros[this.latencyCount++] = latencyMicros;
  }
}

/** Both columns. */
export class VerdictSheet {
  readonly reported: VerdictColumn;
  readonly measured: VerdictColumn;
  /** Did any operator answer for itself? If not, both columns are equal. */
  isAnswered = false;

  /** Room for `capacity` verdicts. */
  constructor(capacity: number) {
    this.reported = new VerdictColumn(capacity);
    this.measured = new VerdictColumn(capacity);
  }

  clear(): void {
    this.reported.clear();
    this.measured.clear();
    this.isAnswered = false;
  }
}
