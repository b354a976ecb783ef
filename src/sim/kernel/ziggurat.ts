/**
 * The tables of a ziggurat for a falling density without its constant, f(0) = 1: 256 layers of equal area.
 * Layer 0 is the base strip with the tail. G. Marsaglia and W. W. Tsang, The ziggurat method for generating
 * random variables, Journal of Statistical Software 5 (2000).
 */
import { exp, ln } from '../../base/exact-math.ts';

/** Layers: one byte draws one. */
export const LAYERS = 256;

/** A density cut into layers. */
export interface Ziggurat {
  /** Where the tail begins. */
  readonly tailStart: number;
  /**
   * `widths[i]` bounds layer i: all points left of `widths[i + 1]` lie under the curve. `widths[0]` is the
   * width that a rectangle with the base's area would have, `widths[256]` is 0.
   */
  readonly widths: Float64Array;
  /**
   * `heights[i]` is the curve at `widths[i]`, from 1 on; layer i lies between `heights[i]` and `heights[i +
   * 1]`.
   */
  readonly heights: Float64Array;
}

/** The normal density without its constant. */
export const bell = (x: number): number => exp(-0.5 * x * x);
/** The exponential density. */
export const decay = (x: number): number => exp(-x);

/** For {@link bell}; where the tail begins and a layer's area are as published for 256 layers. */
export const NORMAL = ziggurat(3.6541528853610088, 4.928673233974655e-3, bell, (y) => Math.sqrt(-2 * ln(y)));
/** For {@link decay}; the same. */
export const EXPONENTIAL = ziggurat(7.69711747013105, 3.949659822581572e-3, decay, (y) => -ln(y));

function ziggurat(
  tailStart: number,
  layerArea: number,
  density: (x: number) => number,
  inverse: (y: number) => number,
): Ziggurat {
  const widths = new Float64Array(LAYERS + 1);
  widths[0] = layerArea / density(tailStart);
  widths[1] = tailStart;
  for (let layer = 2; layer < LAYERS; layer++) {
    const below = widths[layer - 1];
    widths[layer] = inverse(layerArea / below + density(below));
  }
  return { tailStart, widths, heights: widths.map(density) };
}
