/**
 * Fidelity `causal`: a pair of monitor and target is looked at when something happens to it: either node goes
 * down or comes back, or a probe is lost. In between its probes all fare alike and are counted. §M9.2
 */
import { assert } from '../../../base/assert.ts';
import type { Instant } from '../../../base/units.ts';
import { probesIn } from '../../../sla/measurement.ts';
import type { Clock } from '../../kernel/engine.ts';
import { EVENT } from '../events.ts';
import type { OpenWindow } from '../monitoring.ts';
import { gridOffset, probeRepliesChosen, stopsProbing } from '../probing.ts';
import type { VerdictSheet } from '../verdict-sheet.ts';
import type { World } from '../world.ts';
import type { Fidelity } from './fidelity.ts';
import { clearTallies, createTallies, talliedVerdicts, type Tallies } from './tallies.ts';

const NOTHING = -1;

/** How far each pair is counted, and what it waits for. */
export function causalFidelity(nodes: number, pairs: number): Fidelity {
  const course = new Course(nodes, pairs);
  return {
    windowOpened: (world, window, clock) => course.opens(world, window, clock),
    nodeChanged: (world, node, clock) => course.nodeChanged(world, node, clock),
    probeDue: (world, pair, _target, clock) => course.probeFails(world, pair, clock),
    verdictsGiven: (world, target, window, sheet, clock) =>
      course.verdictsGiven(world, target, window, sheet, clock),
  };
}

/** The open window, pair by pair: probes before `#settled` are counted, and those from it on are not. */
class Course {
  readonly #tallies: Tallies;
  readonly #settled: Float64Array;
  /** Probes that reach the target up to the next one that is lost, that one included; infinite: none. */
  readonly #untilLoss: Float64Array;
  /** Handle of the event at which a probe fails next, if one does in this window as things stand. */
  readonly #pending: Float64Array;
  readonly #target: Int32Array;
  /** Pairs of monitor m stand at first[m] … first[m + 1] − 1 of `#pairs`; those of a target are in a row. */
  readonly #first: Int32Array;
  readonly #pairs: Int32Array;

  constructor(nodes: number, pairs: number) {
    this.#tallies = createTallies(pairs);
    this.#settled = new Float64Array(pairs);
    this.#untilLoss = new Float64Array(pairs);
    this.#pending = new Float64Array(pairs);
    this.#target = new Int32Array(pairs);
    this.#first = new Int32Array(nodes + 1);
    this.#pairs = new Int32Array(pairs);
  }

  /** Operators choose for the window, and every pair waits for its first failure. */
  opens(world: World, window: OpenWindow, clock: Clock): void {
    const { first } = window.assignment;
    probeRepliesChosen(world, window);
    clearTallies(this.#tallies);
    this.#settled.fill(window.start);
    this.#pending.fill(NOTHING);
    this.#listByMonitor(window);
    for (let target = 0; target < world.nodes.count; target++) {
      const stream = world.draws.probes[target];
      for (let pair = first[target]; pair < first[target + 1]; pair++) {
        this.#untilLoss[pair] = world.lossGap(stream);
        this.#awaitFailure(world, window, pair, clock.now, clock);
      }
    }
  }

  /** Up to now the pairs of the node fared as before; from now on they fare otherwise. */
  nodeChanged(world: World, node: number, clock: Clock): void {
    const { window } = world.monitoring;
    if (window === undefined) return;
    const { downCauses } = world.nodes;
    const wasUp = downCauses[node] > 0;
    const { first, monitors } = window.assignment;
    for (let index = this.#first[node]; index < this.#first[node + 1]; index++) {
      const pair = this.#pairs[index];
      this.#settle(world, window, pair, clock.now, wasUp, downCauses[this.#target[pair]] === 0);
      this.#awaitFailure(world, window, pair, clock.now, clock);
    }
    for (let pair = first[node]; pair < first[node + 1]; pair++) {
      this.#settle(world, window, pair, clock.now, downCauses[monitors[pair]] === 0, wasUp);
      this.#awaitFailure(world, window, pair, clock.now, clock);
    }
  }

  /** The probe that is due now fails: it meets a node that does not answer, or is the one that is lost. */
  probeFails(world: World, pair: number, clock: Clock): void {
    const window = world.monitoring.window!;
    const target = this.#target[pair];
    const { sent, failed } = this.#tallies;
    this.#pending[pair] = NOTHING;
    this.#settle(world, window, pair, clock.now, true, world.nodes.downCauses[target] === 0);
    sent[pair]++;
    failed[pair]++;
    this.#settled[pair] = clock.now + 1;
    if (this.#isAnswering(world, target)) {
      assert(this.#untilLoss[pair] === 1, 'the probe that is lost is the one that was drawn');
      this.#untilLoss[pair] = world.lossGap(world.draws.probes[target]);
    }
    const monitor = window.assignment.monitors[pair];
    if (stopsProbing(world, monitor, target, window, sent[pair], failed[pair])) {
      this.#settled[pair] = window.end;
    } else {
      this.#awaitFailure(world, window, pair, clock.now + 1, clock);
    }
  }

  /** Counts what is left, and draws the jitters of each pair at once. */
  verdictsGiven(world: World, target: number, window: OpenWindow, sheet: VerdictSheet, clock: Clock): void {
    const { downCauses } = world.nodes;
    const { first, monitors } = window.assignment;
    const { jitterShape, jitterScaleMicros } = world.params.monitoring;
    const stream = world.draws.probes[target];
    const { sent, failed, jitterMicros } = this.#tallies;
    const isUp = downCauses[target] === 0;
    for (let pair = first[target]; pair < first[target + 1]; pair++) {
      this.#settle(world, window, pair, window.end, downCauses[monitors[pair]] === 0, isUp);
      const answered = sent[pair] - failed[pair];
      // The sum of `answered` Gamma(shape) jitters is one Gamma(shape · answered). §M8.2
      if (answered > 0) jitterMicros[pair] = jitterScaleMicros * stream.gamma(jitterShape * answered);
    }
    talliedVerdicts(world, target, window, this.#tallies, sheet, clock);
  }

  /** Counts the probes before `to`, through which both nodes were as stated. */
  #settle(
    world: World,
    { assignment }: OpenWindow,
    pair: number,
    to: number,
    isMonitorUp: boolean,
    isTargetUp: boolean,
  ): void {
    const from = this.#settled[pair];
    if (to <= from) return;
    this.#settled[pair] = to;
    if (!isMonitorUp) return;
    const offset = gridOffset(world, assignment.monitors[pair]);
    const probes = probesIn(from, to, offset, world.params.monitoring.probeEvery);
    this.#tallies.sent[pair] += probes;
    const { isIgnoring } = world.monitoring.probing;
    if (isTargetUp && isIgnoring[this.#target[pair]] === 0) this.#untilLoss[pair] -= probes;
    else this.#tallies.failed[pair] += probes;
  }

  #isAnswering({ nodes, monitoring }: World, target: number): boolean {
    return nodes.downCauses[target] === 0 && monitoring.probing.isIgnoring[target] === 0;
  }

  /**
   * Schedules the next failure of a pair anew, if as things stand one is due before the window closes: the
   * next loss, or the next probe of all if the target does not answer. The latter is counted without an event
   * unless the monitor's operator wants to be told. Probes from the instant `from` on are still to come.
   */
  #awaitFailure(
    world: World,
    { assignment, end }: OpenWindow,
    pair: number,
    from: number,
    clock: Clock,
  ): void {
    if (this.#pending[pair] !== NOTHING) clock.cancel(this.#pending[pair]);
    this.#pending[pair] = NOTHING;
    const monitor = assignment.monitors[pair];
    const target = this.#target[pair];
    if (world.nodes.downCauses[monitor] > 0) return;
    const isAnswering = this.#isAnswering(world, target);
    if (!isAnswering && world.operators.hasRule.probeFailed[monitor] === 0) return;
    const every = world.params.monitoring.probeEvery;
    const offset = gridOffset(world, monitor);
    const ahead = isAnswering ? this.#untilLoss[pair] - 1 : 0;
    const due = offset + every * (Math.ceil((this.#settled[pair] - offset) / every) + ahead);
    if (due >= end) return;
    assert(due >= from, 'the next failure is due after all that is counted, and no probe fails twice');
    this.#pending[pair] = clock.schedule(due as Instant, EVENT.probeDue, pair, target);
  }

  #listByMonitor({ assignment }: OpenWindow): void {
    const { first, monitors } = assignment;
    const nodes = this.#first.length - 1;
    const pairs = first[nodes];
    const ends = this.#first;
    ends.fill(0);
    for (let pair = 0; pair < pairs; pair++) ends[monitors[pair]]++;
    for (let node = 1; node <= nodes; node++) ends[node] += ends[node - 1];
    // Filled from the back, each end becomes the beginning.
    for (let target = nodes - 1; target >= 0; target--) {
      for (let pair = first[target + 1] - 1; pair >= first[target]; pair--) {
        this.#target[pair] = target;
        this.#pairs[--ends[monitors[pair]]] = pair;
      }
    }
  }
}
