/**
 * Quantiles of the standard normal distribution with the same bits on every engine: only + − × ÷, the square
 * root, and this project's logarithm. Ported from PPND16 of M. J. Wichura, Algorithm AS 241: The percentage
 * points of the normal distribution, Applied Statistics 37 (1988), 477–484; its coefficients stand here as
 * the doubles next to them.
 */
import { ln } from './exact-math.ts';

/** Numerator and denominator of a rational approximation, coefficients by falling power. */
interface Ratio {
  readonly above: readonly number[];
  readonly below: readonly number[];
}

/** For |p − ½| ≤ 0.425, in 0.425² − (p − ½)². */
const CENTRE: Ratio = {
  above: [
    2.5090809287301227e3, 3.343057558358813e4, 6.726577092700871e4, 4.592195393154987e4, 1.373169376550946e4,
    1.9715909503065513e3, 133.14166789178438, 3.3871328727963665,
  ],
  below: [
    5.226495278852854e3, 2.8729085735721943e4, 3.930789580009271e4, 2.1213794301586597e4, 5.394196021424751e3,
    687.1870074920579, 42.31333070160091, 1,
  ],
};
/** For the root of −ln of the smaller tail up to 5, in that root less 1.6. */
const SHOULDER: Ratio = {
  above: [
    7.745450142783414e-4, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
    5.769497221460691, 4.630337846156546, 1.4234371107496835,
  ],
  below: [
    1.0507500716444169e-9, 5.475938084995345e-4, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
    1.6763848301838038, 2.053191626637759, 1,
  ],
};
/** For that root above 5, in the root less 5. */
const TAIL: Ratio = {
  above: [
    2.0103343992922881e-7, 2.7115555687434876e-5, 1.2426609473880784e-3, 0.026532189526576124,
    0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
  ],
  below: [
    2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 7.868691311456133e-4,
    0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
  ],
};

/** Half the width of the central region. */
const CENTRE_REACH = 0.425;
/** Where, in the root of −ln of the tail, the shoulder's expansion starts and the far tail begins. */
const SHOULDER_ORIGIN = 1.6;
const TAIL_START = 5;

/** The x that a standard normal stays below with probability `p`; −∞ at 0, +∞ at 1, NaN outside. */
export function normalQuantile(p: number): number {
  const fromMiddle = p - 0.5;
  if (fromMiddle >= -CENTRE_REACH && fromMiddle <= CENTRE_REACH) {
    return fromMiddle * valueAt(CENTRE, CENTRE_REACH * CENTRE_REACH - fromMiddle * fromMiddle);
  }
  if (!(p > 0 && p < 1)) return p === 0 ? -Infinity : p === 1 ? Infinity : NaN;
  // 1 − p is exact above ½, so that both tails are equally precise for the p that a double can hold.
  const root = Math.sqrt(-ln(fromMiddle < 0 ? p : 1 - p));
  const size =
    root <= TAIL_START ? valueAt(SHOULDER, root - SHOULDER_ORIGIN) : valueAt(TAIL, root - TAIL_START);
  return fromMiddle < 0 ? -size : size;
}

function valueAt({ above, below }: Ratio, x: number): number {
  let numerator = 0;
  let denominator = 0;
  for (let power = 0; power < above.length; power += 1) {
    numerator = numerator * x + above[power];
    denominator = denominator * x + below[power];
  }
  return numerator / denominator;
}
