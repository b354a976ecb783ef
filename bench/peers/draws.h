// The draws of the peers in C++: the generator and the laws of `bench phold`, as fast as we can make them.
#pragma once
#include <cmath>
#include <cstdint>

// xoshiro128++ 1.0 (D. Blackman and S. Vigna), in the state that ours begins with.
class Draws {
 public:
  Draws() {
    // 256 layers of equal area under exp(-x), the lowest with the tail: G. Marsaglia and W. W. Tsang (2000).
    const double start = 7.69711747013104972, area = 3.949659822581572e-3;
    widths[0] = area * std::exp(start);
    widths[1] = start;
    for (int layer = 2; layer < 256; layer++)
      widths[layer] = -std::log(area / widths[layer - 1] + std::exp(-widths[layer - 1]));
    widths[256] = 0;
    for (int layer = 0; layer <= 256; layer++) heights[layer] = std::exp(-widths[layer]);
  }

  // Uniform on 0 ... bound - 1.
  uint32_t below(uint32_t bound) { return (uint64_t(next()) * bound) >> 32; }

  // Exponential with mean 1, by ziggurat: two words in nearly all draws.
  double exponential() {
    for (double passed = 0;;) {
      const uint32_t high = next(), low = next();
      const uint32_t layer = low & 0xff;
      const double x = (high * 2097152.0 + (low >> 11)) / 9007199254740992.0 * widths[layer];
      if (x < widths[layer + 1]) return passed + x;
      if (layer == 0) {
        passed += widths[1];  // beyond the start of the tail it begins anew
        continue;
      }
      const double height = heights[layer] + uniform() * (heights[layer + 1] - heights[layer]);
      if (height < std::exp(-x)) return passed + x;
    }
  }

 private:
  uint32_t s[4] = {1, 2, 3, 4};
  double widths[257], heights[257];

  static uint32_t rotl(uint32_t x, int k) { return (x << k) | (x >> (32 - k)); }
  uint32_t next() {
    const uint32_t result = rotl(s[0] + s[3], 7) + s[0], t = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11);
    return result;
  }
  double uniform() { return next() / 4294967296.0; }
};
