/** PHOLD in others' queues beside ours. All draw from the same laws; C++ also from the same generator. */
import { measuredAlone, outputOf } from './own-process.ts';
import { hasNs3, inTurn, markdownTable, ROUNDS, runScript, withCompiled, type Contender } from './peers.ts';

const PENDING = [1000, 10_000, 100_000, 1_000_000];
const MEAN = 1_048_576;
const EVENTS = 1_000_000;
/** SimPy is measured over fewer events, since it is slower. */
const SIMPY_PART = 5;
/** The schedulers of ns-3, and how many waiting events each can bear: beyond, a round takes minutes. */
const NS3_SCHEDULERS: Readonly<Record<string, number>> = {
  'ns3::MapScheduler': Infinity,
  'ns3::HeapScheduler': Infinity,
  'ns3::PriorityQueueScheduler': Infinity,
  'ns3::CalendarScheduler': 100_000,
  'ns3::ListScheduler': 1000,
};

/** What is measured. */
export interface PholdPeersOptions {
  readonly pending?: readonly number[] | undefined;
  /** Events of one round, a fifth for SimPy. */
  readonly events?: number | undefined;
  readonly rounds?: number | undefined;
  /** Measure ns-3 too; when missing: if it is there. */
  readonly withNs3?: boolean;
}

/** One row: events a second. */
export interface PholdPeersRow {
  readonly pending: number;
  readonly ours: number;
  readonly priorityQueue: number;
  /** The best of ns-3's schedulers, and which; null: not measured. */
  readonly ns3: number | null;
  readonly ns3Scheduler: string | null;
  readonly simpy: number;
}

/** Measures all in turn, a row for each number of waiting events. */
export function measurePholdPeers(options: PholdPeersOptions = {}): readonly PholdPeersRow[] {
  const { pending = PENDING, events = EVENTS, rounds = ROUNDS, withNs3 = hasNs3() } = options;
  const programs = { phold: [], ...(withNs3 ? { 'phold-ns3': ['-lns3-core'] } : {}) };
  return withCompiled(programs, (path) =>
    pending.map((waiting) => {
      const rates = inTurn(
        {
          // In a process of its own, as the peers are, and as they warm when the clock starts.
          ours: () => ownRate(waiting, events),
          priorityQueue: () => rateOf(outputOf(path('phold'), [waiting, events, MEAN].map(String))),
          simpy: () => rateOf(runScript('phold.py', [waiting, Math.ceil(events / SIMPY_PART), MEAN])),
          ...(withNs3 ? ns3Contenders(path('phold-ns3'), waiting, events) : {}),
        },
        rounds,
      );
      const { ours, priorityQueue, simpy } = rates;
      return { pending: waiting, ours, priorityQueue, ...bestOfNs3(rates), simpy };
    }),
  );
}

function ownRate(pending: number, events: number): number {
  const size = ['--pending', String(pending), '--events', String(events), '--repeats', '1'];
  const { eventsPerSecond } = measuredAlone(['bench', 'phold', ...size]) as { eventsPerSecond: number };
  return eventsPerSecond;
}

/** The table, as it stands in the docs. */
export function pholdPeersTable(rows: readonly PholdPeersRow[]): string {
  const head = [
    'pending',
    ...['elastinet', 'C++ priority_queue', 'ns-3, best', 'SimPy'].map((name) => `${name}, M/s`),
    ...['C++', 'ns-3', 'SimPy'].map((name) => `ours / ${name}`),
  ];
  return markdownTable(
    head,
    rows.map(({ pending, ours, priorityQueue, ns3, ns3Scheduler, simpy }) => [
      String(pending),
      millions(ours),
      millions(priorityQueue),
      ns3 === null ? '–' : `${millions(ns3)} (${ns3Scheduler})`,
      millions(simpy),
      (ours / priorityQueue).toFixed(2),
      ns3 === null ? '–' : (ours / ns3).toFixed(2),
      (ours / simpy).toFixed(0),
    ]),
  );
}

const millions = (rate: number): string => (rate / 1e6).toFixed(2);

/** The peers print events a second and the mean delay. */
const rateOf = (printed: string): number => Number(printed.split(' ')[0]);

function ns3Contenders(
  program: string,
  pending: number,
  events: number,
): Readonly<Record<string, Contender>> {
  const able = Object.keys(NS3_SCHEDULERS).filter((scheduler) => pending <= NS3_SCHEDULERS[scheduler]);
  return Object.fromEntries(
    able.map((scheduler) => [
      scheduler,
      () => rateOf(outputOf(program, [scheduler, pending, events, MEAN].map(String))),
    ]),
  );
}

function bestOfNs3(rates: Readonly<Record<string, number>>): Pick<PholdPeersRow, 'ns3' | 'ns3Scheduler'> {
  let ns3: number | null = null;
  let ns3Scheduler: string | null = null;
  for (const scheduler of Object.keys(NS3_SCHEDULERS)) {
    if (!(scheduler in rates) || (ns3 !== null && rates[scheduler] <= ns3)) continue;
    ns3 = rates[scheduler];
    ns3Scheduler = scheduler.replace(/^ns3::|Scheduler$/g, '');
  }
  return { ns3, ns3Scheduler };
}
