"""The monitoring of the profile `talk` on SimPy: docs/model.md, §M8 and §M9, without coalition and pay.

`monitoring.py --nodes 30 --days 1` prints one JSON object: seconds, node-months a second, means of what was
measured. `--probe event`: a probe is one event and knows its outcome at once. `--probe process`: its answer is a
process that waits for the latency, as in SimPy's examples. Both make the same draws in the same order.
"""

import argparse
import json
import random
import statistics
import time

import simpy

SECOND = 1000
MINUTE = 60 * SECOND
HOUR = 60 * MINUTE
DAY = 24 * HOUR
# A twelfth of the year that ours runs: 2020 has 366 days.
MONTH_DAYS = 30.5

REGIONS = [0.45, 0.40, 0.15]
ROUND_TRIPS = [[20, 90, 130], [90, 20, 140], [130, 140, 20]]
JITTER_SHAPE, JITTER_SCALE = 4, 2.5
MAD_FACTOR = 3 * 1.4826
DOWNTIME_PPM_MAX = 30_000
LATENCY_MICROS_MAX = 150_000

options = argparse.ArgumentParser()
options.add_argument("--probe", choices=["event", "process"], default="event")
options.add_argument("--nodes", type=int, default=30)
options.add_argument("--days", type=int, default=1)
options.add_argument("--seed", type=int, default=1)
options.add_argument("--monitors", type=int, default=24)
options.add_argument("--mtbf-hours", type=float, default=720)
options.add_argument("--mttr-hours", type=float, default=2)
options.add_argument("--probe-minutes", type=int, default=5)
options.add_argument("--loss", type=float, default=0.002)
args = options.parse_args()
draw = random.Random(args.seed)
mtbf, mttr = args.mtbf_hours * HOUR, args.mttr_hours * HOUR
probe_every = args.probe_minutes * MINUTE


class Node:
    def __init__(self, index, region):
        self.region = region
        self.probe_offset = probe_every * index // args.nodes
        self.is_up = draw.random() >= mttr / (mtbf + mttr)  # the stationary state
        self.downtimes = []
        self.latencies = []


class Verdict:
    def __init__(self, monitor, target):
        self.monitor, self.target = monitor, target
        self.due = self.sent = self.failed = self.answered = 0
        self.latency = 0.0


def outages(env, node):
    while True:
        yield env.timeout(max(1, round(draw.expovariate(1 / (mtbf if node.is_up else mttr)))))
        node.is_up = not node.is_up


def probes(env, verdict, end):
    """A monitor probes a target until the window ends, on the monitor's own grid."""
    monitor, target = verdict.monitor, verdict.target
    round_trip = ROUND_TRIPS[monitor.region][target.region]
    wait = (monitor.probe_offset - env.now) % probe_every
    while env.now + wait < end:
        yield env.timeout(wait)
        wait = probe_every
        verdict.due += 1
        if not monitor.is_up:
            continue
        verdict.sent += 1
        if not target.is_up or draw.random() < args.loss:
            verdict.failed += 1
            continue
        latency = round_trip + draw.gammavariate(JITTER_SHAPE, JITTER_SCALE)
        if args.probe == "process":
            env.process(answer(env, verdict, latency))
        else:
            verdict.answered += 1
            verdict.latency += latency


def answer(env, verdict, latency):
    yield env.timeout(latency)
    verdict.answered += 1
    verdict.latency += latency


def windows(env, nodes):
    for _ in range(args.days):
        end = env.now + DAY
        verdicts = []
        for monitor in nodes:
            others = [node for node in nodes if node is not monitor]
            for target in draw.sample(others, min(args.monitors, len(others))):
                verdict = Verdict(monitor, target)
                verdicts.append(verdict)
                env.process(probes(env, verdict, end))
        yield env.timeout(DAY)
        window_closes(nodes, verdicts)


def window_closes(nodes, verdicts):
    downtimes = {node: [] for node in nodes}
    latencies = {node: [] for node in nodes}
    for verdict in verdicts:
        if verdict.sent == 0 or 2 * verdict.sent < verdict.due:
            continue
        downtimes[verdict.target].append(10**6 * verdict.failed // verdict.sent)
        if verdict.answered > 0:
            latencies[verdict.target].append(round(1000 * verdict.latency / verdict.answered))
    quorum = min(args.monitors, args.nodes - 1) // 2 + 1
    for node in nodes:
        if len(downtimes[node]) < quorum:
            continue
        node.downtimes.append(median_near_median(downtimes[node]))
        if latencies[node]:
            node.latencies.append(median_near_median(latencies[node]))


def median_near_median(values):
    median = statistics.median_low(values)
    deviation = statistics.median_low([abs(value - median) for value in values])
    if deviation == 0:
        return median
    return statistics.median_low([value for value in values if abs(value - median) <= MAD_FACTOR * deviation])


def passed(node):
    """Binary score of all that was measured."""
    is_up_enough = not node.downtimes or statistics.fmean(node.downtimes) <= DOWNTIME_PPM_MAX
    return is_up_enough and (not node.latencies or statistics.fmean(node.latencies) <= LATENCY_MICROS_MAX)


def dealt_regions():
    """Regions in proportion to their shares, in random order."""
    borders = [round(sum(REGIONS[: region + 1]) * args.nodes) for region in range(len(REGIONS))]
    regions = [sum(index >= border for border in borders) for index in range(args.nodes)]
    draw.shuffle(regions)
    return regions


begin = time.perf_counter()
env = simpy.Environment()
nodes = [Node(index, region) for index, region in enumerate(dealt_regions())]
for node in nodes:
    env.process(outages(env, node))
env.run(until=env.process(windows(env, nodes)))
passes = sum(map(passed, nodes))
seconds = time.perf_counter() - begin

downtimes = [downtime for node in nodes for downtime in node.downtimes]
latencies = [latency for node in nodes for latency in node.latencies]
print(
    json.dumps(
        {
            "seconds": seconds,
            "nodeMonthsPerSecond": args.nodes * args.days / MONTH_DAYS / seconds,
            "windows": len(downtimes),
            "meanDowntimePpm": statistics.fmean(downtimes),
            "meanLatencyMicros": statistics.fmean(latencies),
            "passed": passes,
        }
    )
)
