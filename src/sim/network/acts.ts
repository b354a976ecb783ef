/** The draws of every act that chance decides, out of public randomness: anyone can make them again. §M4.1 */
import type { Draws } from '../../base/draws.ts';
import { actSeed, blockHash } from '../../crypto/block-hash.ts';
import { HashChain } from '../../crypto/hash-chain.ts';
import { actWords, type ActPurpose } from '../../crypto/sortition.ts';
import { Stream } from '../kernel/streams.ts';
import { isContractPlacement } from './placement/contract-policies.ts';
import type { World } from './world.ts';

/** Written anew at every act. */
const WORDS = new Uint32Array(4);

/**
 * The generator of one act of one chain (or, for a turn, of the month): from the beacon in force, or under
 * `block-hash` from the block before the one that the act is in, and the act's name. §M4.3 The contracts'
 * placement needs a seed of 256 bits: under a beacon, this stands for the block's hash. §M5.2
 */
export function actStream(world: World, purpose: ActPurpose, subject: number, counter: number): Draws {
  const { randomness, placement } = world.params;
  const name = (): string => `${purpose}/${subject}/${counter}`;
  if (randomness.source === 'block-hash') return blockDraws(world, name());
  if (isContractPlacement(placement.policy)) return new HashChain(actSeed(world.beacon.value, name()));
  return beaconDraws(world.beacon.value, purpose, subject, counter);
}

/** The generator of an act under a beacon. */
export function beaconDraws(
  beacon: Uint8Array,
  purpose: ActPurpose,
  subject: number,
  counter: number,
): Draws {
  actWords(beacon, purpose, subject, counter, WORDS);
  return new Stream(WORDS[0], WORDS[1], WORDS[2], WORDS[3]);
}

/** The contracts' generator for an act called `name`, sent to mainnet now. */
export function blockDraws(world: World, name: string): Draws {
  return new HashChain(actSeed(lastBlockHash(world), name));
}

/** Hash of the last block that there is. */
export function lastBlockHash({ mainnet, beacon, now }: World): Uint8Array {
  return blockHash(beacon.blockSeed, mainnet.blockAt(now()));
}
