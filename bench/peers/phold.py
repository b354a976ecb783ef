"""PHOLD on SimPy, a process for each event that waits, as its users write it.

`phold.py PENDING EVENTS MEAN` prints events a second and the mean delay in ticks.
"""

import random
import sys
import time

import simpy

pending, events, mean = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
draw = random.Random(1)
delays = []


def turn(env):
    while True:
        delay = int(draw.expovariate(1) * mean)
        delays.append(delay)
        yield env.timeout(delay)
        draw.randrange(pending)


env = simpy.Environment()
for _ in range(pending):
    env.process(turn(env))
for _ in range(2 * pending):
    env.step()
begin = time.perf_counter()
for _ in range(events):
    env.step()
seconds = time.perf_counter() - begin
print(round(events / seconds), round(sum(delays) / len(delays)))
