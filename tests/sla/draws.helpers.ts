/**
 * A small generator for tests, of SplitMix's kind, two words to a double; independent of the model's streams.
 */
export function testDraws(seed: number): { double(): number } {
  let state = seed >>> 0;
  function word(): number {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  }
  return { double: () => ((word() >>> 5) * 67_108_864 + (word() >>> 6)) / 9_007_199_254_740_992 };
}
