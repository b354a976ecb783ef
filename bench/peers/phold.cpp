// PHOLD on std::priority_queue, with the same events, order and draws as ours.
// g++ -O2 phold.cpp -o phold; phold PENDING EVENTS REPEATS MEAN prints events a second, the median of the repeats.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <queue>
#include <vector>

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

// xoshiro128++ 1.0 (D. Blackman and S. Vigna).
static uint32_t s[4] = {1, 2, 3, 4};
static uint32_t rotl(uint32_t x, int k) { return (x << k) | (x >> (32 - k)); }
static uint32_t next() {
  const uint32_t result = rotl(s[0] + s[3], 7) + s[0], t = s[1] << 9;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotl(s[3], 11);
  return result;
}
static double exponential() {
  const double high = next() >> 5;
  const double u = (high * 67108864.0 + (next() >> 6)) / 9007199254740992.0;
  return -std::log(1 - u);
}
static uint32_t below(uint32_t bound) { return (uint64_t(next()) * bound) >> 32; }

int main(int, char** argv) {
  const uint32_t pending = atoi(argv[1]);
  const uint64_t events = atoll(argv[2]);
  const int repeats = atoi(argv[3]);
  const double mean = atof(argv[4]);
  std::priority_queue<Event, std::vector<Event>, Later> queue;
  uint64_t sequence = 0;
  auto schedule = [&](int64_t now, uint32_t target) {
    queue.push({now + int64_t(exponential() * mean), sequence++, 1, int32_t(target), 0});
  };
  auto hold = [&](uint64_t count) {
    while (count-- > 0) {
      const Event event = queue.top();
      queue.pop();
      schedule(event.at, below(pending));
    }
  };
  for (uint32_t target = 0; target < pending; target++) schedule(0, target);
  hold(std::max<uint64_t>(3ull * pending, 300000));
  std::vector<double> rates;
  for (int repeat = 0; repeat < repeats; repeat++) {
    const auto begin = std::chrono::steady_clock::now();
    hold(events);
    const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
    rates.push_back(events / seconds.count());
  }
  std::sort(rates.begin(), rates.end());
  std::printf("%.0f\n", rates[rates.size() / 2]);
}
