// A hash over the bits of the exact functions and tables: `node exact-bits.mjs`, or in SpiderMonkey `gjs -m exact-bits.mjs`.
import { exp, expm1, ln, log1p } from '../../dist/base/exact-math.js';
import { EXPONENTIAL, NORMAL } from '../../dist/sim/kernel/ziggurat.js';

const ARGUMENTS = 200_000;
const number = new Float64Array(1);
const words = new Uint32Array(number.buffer);
let hash = 0x811c9dc5 | 0;
let state = 12_345;

function take(value) {
  number[0] = value;
  for (const word of words) {
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
  }
}

function draw() {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
  return state >>> 0;
}

/** Arguments of both signs from 2^-40 to 2^40, by exact powers of two. */
function argument() {
  let scaled = (draw() + draw() / 4_294_967_296) / 4_294_967_296;
  const steps = (draw() % 80) - 40;
  for (let step = 0; step < Math.abs(steps); step++) scaled = steps < 0 ? scaled / 2 : scaled * 2;
  return scaled;
}

const FUNCTIONS = { exp, expm1, ln, log1p };
for (let count = 0; count < ARGUMENTS; count++) {
  const x = argument();
  for (const exact of Object.values(FUNCTIONS)) {
    take(exact(x));
    take(exact(-x));
  }
}
for (const { widths, heights } of [EXPONENTIAL, NORMAL]) {
  for (const value of [...widths, ...heights]) take(value);
}
const say = typeof print === 'function' ? print : console.log;
say(`${Object.keys(FUNCTIONS).join(' ')}: ${(hash >>> 0).toString(16)}`);
