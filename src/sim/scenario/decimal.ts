/** Decimal numbers as they are written, without the rounding of doubles. */

/** digits · 10^−scale, with no trailing zero in the digits; zero is 0 · 10^0. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

/** Beyond this exponent no double and no amount of this model lies. */
const EXPONENT_MAX = 400;

/** Reads `12`, `-0.5`, `.5`, `4.14e9`; undefined for other text and for exponents beyond ±400. */
export function parseDecimal(text: string): Decimal | undefined {
  const parts = /^([-+]?)(\d*)(?:\.(\d*))?(?:[eE]([-+]?\d{1,9}))?$/.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole, fraction = '', exponent = '0'] = parts;
  if (whole === '' && fraction === '') return undefined;
  const significant = `${whole}${fraction}`.replace(/^0+/, '').replace(/0+$/, '');
  if (significant === '') return { digits: 0n, scale: 0 };
  const zerosDropped = /0*$/.exec(`${whole}${fraction}`)?.[0].length ?? 0;
  const scale = fraction.length - Number(exponent) - zerosDropped;
  if (scale > EXPONENT_MAX || scale < -EXPONENT_MAX) return undefined;
  return { digits: sign === '-' ? -BigInt(significant) : BigInt(significant), scale };
}

/** The decimal that a finite double prints as; exact when its text had at most 15 significant digits. */
export function decimalOf(value: number): Decimal | undefined {
  return parseDecimal(String(value));
}

/** The number in units of 10^−places; undefined when it is not a whole number of them. */
export function inUnits(decimal: Decimal | undefined, places: number): bigint | undefined {
  if (decimal === undefined || decimal.scale > places) return undefined;
  return decimal.digits * 10n ** BigInt(places - decimal.scale);
}

/** True when the double prints as the very decimal that was written: nothing was lost in reading it. */
export function isExact(written: string, value: number): boolean {
  const before = parseDecimal(written);
  const after = decimalOf(value);
  if (before === undefined || after === undefined) return false;
  return before.digits === after.digits && before.scale === after.scale;
}
