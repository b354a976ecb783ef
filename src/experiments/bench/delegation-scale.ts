/** How the cost of delegations grows with the holders. */
import { delegationBench, type DelegationBenchResult } from './delegation-bench.ts';

/** As many validators at every size: what they cost does not grow. */
const VALIDATORS = 1000;
const STEPS = 2;

/** Milliseconds of processor time, which a busy machine changes less than wall time. */
const processorMillis = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/**
 * Nanoseconds per holder and month at a hundredth, a tenth and all of `holders`, and the exponent with which
 * the total cost grows: the slope of a straight line through the logarithms of all three, and that between
 * the two larger alone, where the validators' own cost no longer hides what a holder costs. 1: a holder costs
 * the same however many there are. The smallest is lived once before, or its figure would be that of
 * compiling.
 */
export function delegationScale(holders: number, months: number): Record<string, number> {
  const sizes = Array.from({ length: STEPS + 1 }, (_, step) => Math.ceil(holders / 10 ** (STEPS - step)));
  const figures: Record<string, number> = {};
  const life = (size: number): DelegationBenchResult =>
    delegationBench({ holders: size, validators: VALIDATORS, months, bounty: 'paid' }, processorMillis);
  life(sizes[0]);
  const seconds = sizes.map((size) => {
    const result = life(size);
    figures[`nanosecondsPerHolderMonthOf${size}`] = result.nanosecondsPerHolderMonth;
    return result.seconds;
  });
  const rise = (from: number): number =>
    Math.log(seconds[STEPS] / seconds[from]) / Math.log(sizes[STEPS] / sizes[from]);
  // Of three sizes at equal distances the middle one does not move the slope.
  return { ...figures, seconds: seconds[STEPS], exponent: rise(0), exponentOfLarger: rise(1) };
}
