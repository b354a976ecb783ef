/** The protocol's own answers: a complete set, so that the network never asks who is corrupt. */
import { tokens } from '../../../base/units.ts';
import { HONEST_DEALING } from '../../../crypto/key-ceremony.ts';
import type { CompleteRules } from '../../protocol/decisions.ts';
import type { Strategy } from '../../protocol/strategy.ts';

/** What an honest operator does at every decision. */
export const HONEST_RULES: CompleteRules = {
  verdict: ({ truth }) => truth,
  probeReply: () => 'answer',
  beaconShare: ({ contribution }) => contribution,
  probeFailed: () => 'continue',
  beaconReveal: () => 'reveal',
  beaconSignature: () => 'sign',
  keyRegistration: () => 'own',
  dkgDeal: () => HONEST_DEALING,
  dkgVerdict: ({ accused }) => ({ accused }),
  dkgResponse: () => 'respond',
  disruption: () => [],
  chainRequests: () => [],
  enclaves: () => [],
  claim: ({ gasMicroUsd, budgetMicroUsd }) =>
    budgetMicroUsd === undefined || gasMicroUsd <= budgetMicroUsd ? 'claim' : 'wait',
  report: ({ gasMicroUsd, budgetMicroUsd }) =>
    budgetMicroUsd === undefined || gasMicroUsd <= budgetMicroUsd ? 'report' : 'wait',
  nodeLife: () => ({ leave: [], enter: [] }),
  fees: () => [],
  trade: () => ({ sold: tokens(0) }),
  gasBid: () => ({ gasPart: 0, from: 0, length: 0 }),
  lendingOffer: () => ({ yieldPpm: 0 }),
};

/** A coalition that does nothing wrong: the control of every experiment. */
export const honest: Strategy = {
  about: 'Follows the protocol in every decision.',
  harms: [],
  parameters: {},
  create: () => HONEST_RULES,
};
