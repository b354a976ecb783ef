/** The bench of all suites, each in a process of its own: code compiled for one curve is slower on two. */
import type { CurveName, KeyGroup } from '../../crypto/pairing-suite.ts';
import type { BenchOptions } from './bench.ts';
import { cryptoBench } from './crypto-bench.ts';
import { firstSignature } from './crypto-beacon.ts';
import { idealKeyGenerations } from './crypto-ideal.ts';
import { measuredAlone } from './own-process.ts';

/** A curve, and where its keys are. */
export interface CryptoSuiteName {
  readonly curve: CurveName;
  readonly keysIn: KeyGroup;
}

/** All of them. */
export const CRYPTO_SUITES: readonly CryptoSuiteName[] = [
  { curve: 'bn254', keysIn: 'g1' },
  { curve: 'bn254', keysIn: 'g2' },
  { curve: 'bls12-381', keysIn: 'g1' },
  { curve: 'bls12-381', keysIn: 'g2' },
];

/** Members of a small chain. §M3.1 */
const MEMBERS = 16;
/** Processes that each make one first signature, of which the least counts. */
const FIRST_SIGNATURES = 5;

type Figures = Readonly<Record<string, number>>;

/** Those of the curve and the group that are asked for, all if none is. */
export function suitesOf({
  curve,
  keysIn,
}: Pick<BenchOptions, 'curve' | 'keysIn'>): readonly CryptoSuiteName[] {
  return CRYPTO_SUITES.filter(
    (suite) => (curve ?? suite.curve) === suite.curve && (keysIn ?? suite.keysIn) === suite.keysIn,
  );
}

/**
 * With both curve and group given, that suite in this process, or nothing but its first signature; else every
 * suite that is asked for in processes of its own, and key generations without cryptography.
 */
export function cryptoFigures(options: BenchOptions): Figures {
  const { curve, keysIn, isFirstOnly, repeats = FIRST_SIGNATURES } = options;
  if (curve !== undefined && keysIn !== undefined) {
    return isFirstOnly === true
      ? { ...firstSignature(curve, keysIn, MEMBERS) }
      : { ...cryptoBench({ curve, keysIn, members: MEMBERS }) };
  }
  const figures = suitesOf(options).flatMap((suite) =>
    Object.entries(aloneFigures(suite, repeats, isFirstOnly === true)).map(
      ([name, figure]): [string, number] => [`${suite.curve} ${suite.keysIn} ${name}`, figure],
    ),
  );
  const ideal =
    isFirstOnly === true ? {} : { idealKeyGenerationsMillisPer1000: idealKeyGenerations(MEMBERS) };
  return { ...Object.fromEntries(figures), ...ideal };
}

function aloneFigures({ curve, keysIn }: CryptoSuiteName, processes: number, isFirstOnly: boolean): Figures {
  const argv = ['bench', 'crypto', '--curve', curve, '--keys-in', keysIn];
  const firsts = Array.from({ length: processes }, () => measuredAlone([...argv, '--first']) as Figures);
  // Other programs take time from a run and never give it any: the least is nearest to what it takes.
  const first = Object.fromEntries(
    Object.keys(firsts[0]).map((name) => [name, Math.min(...firsts.map((figures) => figures[name]))]),
  );
  return isFirstOnly ? first : { ...(measuredAlone(argv) as Figures), ...first };
}
