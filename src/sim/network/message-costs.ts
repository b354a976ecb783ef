/** What the messages of a key generation take of whoever sends them, worked out once a run. §M6.1, §M6.3 */
import { milliseconds, type Duration } from '../../base/units.ts';
import { dkgCost, resharingCost, type DkgCost } from '../../crypto/cost.ts';
import { thresholdOf } from '../../crypto/threshold.ts';
import type { Params } from '../protocol/params.ts';

/**
 * A message to mainnet: the work that a member has with it, in whole milliseconds rounded up, and its gas.
 */
export interface MessageCost {
  readonly time: Duration;
  readonly gas: number;
}

/** What a key generation takes of each member. */
export interface MessageCosts {
  readonly dealing: MessageCost;
  /** With reading and checking all dealings. */
  readonly alright: MessageCost;
  readonly complaint: MessageCost;
  /** For every further dealer that a complaint accuses. */
  readonly gasOfAccused: number;
  readonly response: MessageCost;
  readonly opening: MessageCost;
}

/** What has been worked out. */
export interface CostMemory {
  /** By number of members. */
  readonly costs: Map<number, MessageCosts>;
  /** Of resharings, by numbers of old shares, of them that are dealt, and of members. */
  readonly resharingCosts: Map<string, MessageCosts>;
}

/** What messages take in a committee of so many members. */
export function messageCosts({ costs }: CostMemory, params: Params, members: number): MessageCosts {
  let cost = costs.get(members);
  if (cost === undefined) {
    const { curve, keysIn, variant } = params.keyGeneration;
    cost = messagesOf(dkgCost({ members, threshold: thresholdOf(members), curve, keysIn, variant }));
    costs.set(members, cost);
  }
  return cost;
}

/** What messages take where `dealing` holders of a sharing of `shares` reshare a key to so many members. */
export function resharingCosts(
  { resharingCosts: known }: CostMemory,
  params: Params,
  { shares, dealing }: { readonly shares: number; readonly dealing: number },
  members: number,
): MessageCosts {
  const name = `${shares} ${dealing} ${members}`;
  let cost = known.get(name);
  if (cost === undefined) {
    const { curve, keysIn } = params.keyGeneration;
    const oldThreshold = thresholdOf(shares);
    const threshold = thresholdOf(members);
    cost = messagesOf(resharingCost({ dealers: dealing, oldThreshold, members, threshold, curve, keysIn }));
    known.set(name, cost);
  }
  return cost;
}

const message = (micros: number, gas: number): MessageCost => ({
  time: milliseconds(Math.ceil(micros / 1000)),
  gas,
});

function messagesOf(cost: DkgCost): MessageCosts {
  const checked = cost.readMicros + cost.verifyMicros;
  return {
    dealing: message(cost.dealMicros, cost.dealingGas),
    alright: message(checked, cost.alrightGas),
    complaint: message(checked, cost.complaintGas),
    gasOfAccused: cost.accusedGas,
    response: message(cost.respondMicros, cost.responseGas),
    // Commitments are dealt a second time, without their blinding.
    opening: message(0, cost.extractionGas),
  };
}
