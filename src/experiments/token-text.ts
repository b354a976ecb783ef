/** Money as people write it: exact decimal text in whole tokens. */
import { BASE_UNITS_PER_TOKEN } from '../base/units.ts';
import type { Tokens } from '../base/units.ts';

/** Decimals of a base unit: 10^18 base units are a token. */
const DECIMALS = 18;

/**
 * Base units as exact decimal text in whole tokens, without trailing zeros; negative amounts carry a minus.
 * @example tokenText(1_500_000_000_000_000_000n) // '1.5'
 */
export function tokenText(amount: Tokens): string {
  const size = amount < 0n ? -amount : amount;
  const whole = size / BASE_UNITS_PER_TOKEN;
  const fraction = String(size % BASE_UNITS_PER_TOKEN)
    .padStart(DECIMALS, '0')
    .replace(/0+$/, '');
  const sign = amount < 0n ? '-' : '';
  return fraction === '' ? `${sign}${whole}` : `${sign}${whole}.${fraction}`;
}
