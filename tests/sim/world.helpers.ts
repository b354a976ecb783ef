/** Small real worlds for tests: a few lines of a scenario over the profile `minimal`, laid but not run. */
import { instant, type Instant } from '../../src/base/units.ts';
import { idealCeremonies } from '../../src/crypto/ideal-ceremony.ts';
import { realCeremonies } from '../../src/crypto/real-ceremony.ts';
import { createOperators } from '../../src/sim/adversary/decide.ts';
import { Engine } from '../../src/sim/kernel/engine.ts';
import { LadderCalendar } from '../../src/sim/kernel/ladder-calendar.ts';
import { masterKey, runKey } from '../../src/sim/kernel/seed.ts';
import { Streams } from '../../src/sim/kernel/streams.ts';
import type { Tap } from '../../src/sim/kernel/tap.ts';
import { EVENT, PHASE_OF_EVENT, PHASES, type EventKind, type Phase } from '../../src/sim/network/events.ts';
import { handle } from '../../src/sim/network/model.ts';
import { observe } from '../../src/sim/network/observe.ts';
import { createWorld, type World } from '../../src/sim/network/world.ts';
import { FACT, FACT_KINDS, type FactName } from '../../src/sim/protocol/facts.ts';
import type { Params } from '../../src/sim/protocol/params.ts';
import { ALL_PARTS, type Parts } from '../../src/sim/protocol/parts.ts';
import type { Strategy } from '../../src/sim/protocol/strategy.ts';
import { readScenario } from '../../src/sim/scenario/read-scenario.ts';

/** A fact as a tap hears it, with its name. */
export interface HeardFact {
  readonly at: number;
  readonly name: FactName;
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly amount: bigint;
}

/** A world, the engine that drives it, and all that was recorded so far. */
export interface Stage {
  readonly world: World;
  readonly engine: Engine;
  readonly streams: Streams;
  readonly facts: readonly HeardFact[];
}

/** Strategies by the path that a scenario uses for them. */
export type StrategiesByPath = Readonly<Record<string, Strategy>>;

/** Parameters of the profile `minimal` with these lines of YAML on top. */
export function paramsOf(yaml = ''): Params {
  const text = `version: 1\nname: world\nprofile: minimal\n${yaml}`;
  return readScenario({ text, file: 'world.yaml' }).params;
}

/** A tap for everything, and what it heard. */
export function listener(): Tap & { readonly heard: HeardFact[] } {
  const heard: HeardFact[] = [];
  return {
    kinds: 'all',
    heard,
    fact: (at, kind, a, b, c, amount) => {
      heard.push({ at, name: FACT_KINDS[kind].name, a, b, c, amount });
    },
  };
}

/** Lays a world without handling any event; its streams are counted. */
export function worldOf(yaml = '', strategies: StrategiesByPath = {}, run = 0): Stage {
  return stageOf(paramsOf(yaml), strategies, run);
}

/** The same from parameters. */
export function stageOf(
  params: Params,
  strategies: StrategiesByPath = {},
  run = 0,
  parts: Parts = ALL_PARTS,
): Stage {
  const streams = new Streams(runKey(masterKey(params.seed), run), 'counted');
  const tap = listener();
  const engine = new Engine({
    calendar: new LadderCalendar(),
    phaseOf: PHASE_OF_EVENT,
    factKinds: FACT_KINDS.length,
    taps: [tap],
  });
  const now = (): Instant => engine.now;
  const operators = createOperators(params, {
    streams,
    strategies,
    viewOf: (members) => observe(world, members),
    now,
  });
  const ceremonies = params.randomness.crypto === 'real' ? realCeremonies() : idealCeremonies();
  const world: World = createWorld(params, { parts, run, streams, operators, ceremonies, now });
  return { world, engine, streams, facts: tap.heard };
}

/** Puts the first event of a run into the calendar. */
export function start({ engine }: Stage): void {
  engine.schedule(instant(0), EVENT.runStarts);
}

/** Handles what falls due before `at`, and at `at` what belongs before `phase`. */
export function runUntil({ world, engine }: Stage, at: number, phase: Phase = 'opening'): void {
  engine.run(instant(at), PHASES.indexOf(phase), (kind, a, b) =>
    handle(world, kind as EventKind, a, b, engine),
  );
}

/** A world run from its start to `at`, month ends at `at` included, openings at `at` not. */
export function ranUntil(at: number, yaml = '', strategies: StrategiesByPath = {}): Stage {
  const stage = worldOf(yaml, strategies);
  start(stage);
  runUntil(stage, at);
  return stage;
}

/** The recorded facts of these names, in order. */
export function factsOf({ facts }: Pick<Stage, 'facts'>, ...names: readonly FactName[]): HeardFact[] {
  return facts.filter(({ name }) => names.includes(name));
}

/** The nodes on a live chain's committee, by seat. */
export function committeeOf({ chains }: World, chain: number): number[] {
  const first = chains.firstSeat(chain);
  return Array.from(chains.nodeOfSeat.subarray(first, first + chains.rowOf(chain).members));
}

/** Index of a size in the scenario's table. */
export const sizeNamed = (params: Params, id: string): number =>
  params.sizes.findIndex((size) => size.id === id);

/** A fact's index by name, for taps fed by hand. */
export const factIndex = (name: FactName): number => FACT[name];

/** Milliseconds of a day and of an hour. */
export const DAY = 86_400_000;
export const HOUR = 3_600_000;
