"""PHOLD on SimPy, a process for each event that waits: `phold.py PENDING EVENTS MEAN` prints events a second."""

import random
import sys
import time

pending, events, mean = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])
draw = random.Random(1)


def delay():
    return int(draw.expovariate(1) * mean)


try:
    import simpy

    env = simpy.Environment()

    def turn():
        while True:
            yield env.timeout(delay())
            draw.randrange(pending)

    for _ in range(pending):
        env.process(turn())
    step = env.step
    for _ in range(2 * pending):
        step()
    begin = time.perf_counter()
    for _ in range(events):
        step()
    print(round(events / (time.perf_counter() - begin)))
except ImportError:
    from SimPy.Simulation import Process, Simulation, hold

    class Holder(Process):
        handled = 0

        def turn(self):
            while Holder.handled < events:
                yield hold, self, delay()
                Holder.handled += 1
                draw.randrange(pending)
            self.sim.stopSimulation()

    sim = Simulation()
    for _ in range(pending):
        holder = Holder(sim=sim)
        sim.activate(holder, holder.turn())
    begin = time.perf_counter()
    sim.simulate(until=1e300)
    print(round(Holder.handled / (time.perf_counter() - begin)))
