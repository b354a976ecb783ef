/** Mean, variance and fourth moment of a stream of doubles, in one pass and without cancellation. */

/**
 * Running central moments by Welford's recurrence and its extension to the fourth power (Pébay, Formulas for
 * robust, one-pass parallel computation of covariances, 2008). A value that does not exist yet is NaN, never
 * 0.
 */
export class Moments {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #cubes = 0;
  #fourths = 0;

  /** Takes one finite value in. */
  add(value: number): void {
    if (!Number.isFinite(value)) throw new RangeError(`moments are of finite values, not ${value}`);
    const before = this.#count;
    this.#count += 1;
    const n = this.#count;
    const step = (value - this.#mean) / n;
    const stepSquare = step * step;
    const spread = (value - this.#mean) * step * before;
    this.#mean += step;
    this.#fourths +=
      spread * stepSquare * (n * n - 3 * n + 3) + 6 * stepSquare * this.#squares - 4 * step * this.#cubes;
    this.#cubes += spread * step * (n - 2) - 3 * step * this.#squares;
    this.#squares += spread;
  }

  /** How many values were added. */
  get n(): number {
    return this.#count;
  }

  /** Arithmetic mean; NaN without values. */
  get mean(): number {
    return this.#count === 0 ? Number.NaN : this.#mean;
  }

  /** Unbiased variance s² = Σ(x − x̄)²/(n − 1); NaN below two values. */
  get variance(): number {
    return this.#count < 2 ? Number.NaN : this.#squares / (this.#count - 1);
  }

  /** Standard deviation s, the root of {@link Moments.variance}. */
  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  /** Standard error of the mean, s/√n; NaN below two values. */
  get standardError(): number {
    return Math.sqrt(this.variance / this.#count);
  }

  /** Fourth central moment m₄ = Σ(x − x̄)⁴/n; NaN without values. */
  get fourthMoment(): number {
    return this.#count === 0 ? Number.NaN : this.#fourths / this.#count;
  }

  /**
   * Standard error of {@link Moments.variance} from Var(s²) = (μ₄ − (n − 3)/(n − 1)·σ⁴)/n with the sample's
   * m₄ and s² in place of μ₄ and σ². It holds for any law with a fourth moment; with few values it is itself
   * rough.
   */
  get varianceStandardError(): number {
    const n = this.#count;
    const variance = this.variance;
    return Math.sqrt((this.fourthMoment - ((n - 3) / (n - 1)) * variance * variance) / n);
  }
}
