// PHOLD on std::priority_queue, with the same events, order and laws as ours.
// g++ -O2 phold.cpp -o phold; phold PENDING EVENTS MEAN prints events a second and the mean delay in ticks.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <vector>

#include "draws.h"

struct Event {
  int64_t at;
  uint64_t order;  // phase and sequence
  int32_t kind, a, b;
};
struct Later {
  bool operator()(const Event& x, const Event& y) const {
    return x.at != y.at ? x.at > y.at : x.order > y.order;
  }
};

int main(int, char** argv) {
  const uint32_t pending = atoi(argv[1]);
  const uint64_t events = atoll(argv[2]);
  const double mean = atof(argv[3]);
  static Draws draws;
  std::priority_queue<Event, std::vector<Event>, Later> queue;
  uint64_t sequence = 0;
  double delays = 0;
  auto schedule = [&](int64_t now, uint32_t target) {
    const int64_t delay = int64_t(draws.exponential() * mean);
    delays += delay;
    queue.push({now + delay, sequence++, 1, int32_t(target), 0});
  };
  auto hold = [&](uint64_t count) {
    while (count-- > 0) {
      const Event event = queue.top();
      queue.pop();
      schedule(event.at, draws.below(pending));
    }
  };
  for (uint32_t target = 0; target < pending; target++) schedule(0, target);
  hold(std::max<uint64_t>(3ull * pending, 300000));
  const auto begin = std::chrono::steady_clock::now();
  hold(events);
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
  std::printf("%.0f %.0f\n", events / seconds.count(), delays / sequence);
}
