/** A5: whoever speaks last chooses among beacons. §M4.1, §M4.2 */
import { CONTRIBUTION_BITS } from '../../../crypto/beacon.ts';
import { beaconOfReveals } from '../../../crypto/commit-reveal.ts';
import type { BeaconRevealOccasion, BeaconShareOccasion } from '../../protocol/decisions.ts';
import type { Strategy } from '../../protocol/strategy.ts';
import type { AdversaryView } from '../../protocol/view.ts';

/** What the coalition's members in one month's group have in common. */
interface Hand {
  month: number;
  /** Their numbers that are not revealed yet, in order of places. */
  numbers: bigint[];
  /** Of the last of them, whether it will be withheld; undefined while others are still to reveal. */
  plan: boolean[] | undefined;
}

/**
 * Wants most of its members in the group of the next beacon. Under `commit-reveal`, from the place on after
 * which only its own are left, it works out the beacons that revealing and withholding these k numbers can
 * give and takes the best; of equals the one that withholds least. It never withholds all that there is: the
 * beacon would stall. Under `threshold-bls` its member in the last place tries numbers, if the coalition
 * holds the threshold of key shares; with fewer it can foresee nothing and is honest.
 *
 * Analytic target: the seats in the next group are the best of 2^k draws of a hypergeometric number (of
 * `tries` under `threshold-bls`), less one draw where all places are its own. k is the run of the coalition's
 * places at the end, so that its seats month by month are a Markov chain: see statistics/best-of-draws.ts.
 */
export const lastRevealer: Strategy = {
  about: 'A5: in the last places, chooses the beacon that seats most of its members in the next group.',
  harms: ['beacon.coalitionSeats', 'beacon.withheld', 'beacon.foreseen'],
  movesSeats: true,
  parameters: {
    places: {
      kind: 'number',
      unit: 'places',
      default: 10,
      min: 0,
      max: 16,
      about:
        'Last places that it plays together, under commit-reveal: up to 2^places beacons are worked out.',
    },
    tries: {
      kind: 'number',
      unit: 'numbers',
      default: 16,
      min: 1,
      max: 4096,
      about: 'Numbers that its member in the last place tries, under threshold-bls.',
    },
  },
  create: ({ places, tries }) => {
    const placesMax = Math.floor(Number(places));
    const triesMax = Math.floor(Number(tries));
    const hand: Hand = { month: -1, numbers: [], plan: undefined };
    return {
      beaconShare: (occasion, view) => {
        const { month, contribution } = occasion;
        if (month !== hand.month) Object.assign(hand, { month, numbers: [], plan: undefined });
        hand.numbers.push(contribution);
        return bestNumber(occasion, view, triesMax);
      },
      beaconReveal: (occasion, view) => {
        const left = occasion.places - occasion.place;
        if (left === hand.numbers.length && left <= placesMax) {
          hand.plan ??= bestPlan(occasion, view, hand.numbers);
        }
        hand.numbers.shift();
        return hand.plan?.shift() === true ? 'withhold' : 'reveal';
      },
    };
  },
};

/** The member's own number, or a later one whose beacon is better, if the last place can foresee it. */
function bestNumber(occasion: BeaconShareOccasion, view: AdversaryView, tries: number): bigint {
  const { month, place, places, contribution, sum, beaconOf } = occasion;
  if (place < places - 1) return contribution;
  let best = { number: contribution, seats: -1 };
  for (let each = 0; each < tries; each++) {
    const number = modulo(contribution + BigInt(each));
    const beacon = beaconOf(modulo(sum + number));
    if (beacon === undefined) return contribution;
    const seats = seatsAfter(beacon, month, view);
    if (seats > best.seats) best = { number, seats };
  }
  return best.number;
}

/** Which of the last `numbers` are withheld, in order of places. */
function bestPlan(
  { month, sum }: BeaconRevealOccasion,
  view: AdversaryView,
  numbers: readonly bigint[],
): boolean[] {
  // A sum of 0 is that of nobody, but once in 2^256 times.
  const withheldMax = sum === 0n ? numbers.length - 1 : numbers.length;
  let best = { plan: numbers.map(() => false), seats: -1, withheld: 0 };
  for (let subset = 0; subset < 1 << numbers.length; subset++) {
    const plan = numbers.map((_, at) => ((subset >>> at) & 1) === 1);
    const withheld = plan.filter((isWithheld) => isWithheld).length;
    if (withheld > withheldMax) continue;
    const revealed = numbers.reduce((total, number, at) => (plan[at] ? total : total + number), sum);
    const seats = seatsAfter(beaconOfReveals(month, modulo(revealed)), month, view);
    if (seats > best.seats || (seats === best.seats && withheld < best.withheld)) {
      best = { plan, seats, withheld };
    }
  }
  return best.plan;
}

/** Members of the coalition in the group that this beacon would draw. */
function seatsAfter(beacon: Uint8Array, month: number, view: AdversaryView): number {
  return view.groupAfter(beacon, month).filter((node) => view.isMember(node)).length;
}

const modulo = (sum: bigint): bigint => BigInt.asUintN(Number(CONTRIBUTION_BITS), sum);
