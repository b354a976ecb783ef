/**
 * The tables of a ziggurat for the normal density: 256 layers of equal area under exp(−x²/2). Layer 0 is the
 * base strip with the tail. G. Marsaglia and W. W. Tsang, The ziggurat method for generating random
 * variables, Journal of Statistical Software 5 (2000).
 */
import { exp, ln } from '../../base/exact-math.ts';

/** Layers: one byte draws one. */
export const LAYERS = 256;
/** Where the tail begins, and the area of each layer, as published for 256 layers. */
export const TAIL_START = 3.6541528853610088;
const LAYER_AREA = 4.928673233974655e-3;

/** The density without its constant. */
export const bell = (x: number): number => exp(-0.5 * x * x);

/**
 * `widths[i]` bounds layer i: all points left of `widths[i + 1]` lie under the curve. `widths[0]` is the
 * width that a rectangle with the base's area would have, `widths[256]` is 0.
 */
export const widths = layerWidths();
/**
 * `heights[i]` is the curve at `widths[i]`, from 1 on; layer i lies between `heights[i]` and `heights[i +
 * 1]`.
 */
export const heights = widths.map(bell);

function layerWidths(): Float64Array {
  const result = new Float64Array(LAYERS + 1);
  result[0] = LAYER_AREA / bell(TAIL_START);
  result[1] = TAIL_START;
  for (let layer = 2; layer < LAYERS; layer++) {
    const below = result[layer - 1];
    const inside = -2 * ln(LAYER_AREA / below + bell(below));
    result[layer] = Math.sqrt(inside);
  }
  return result;
}
