import { Fingerprint } from './fingerprint.ts';
import { cos, exp, ln, pow, sin } from './maths.ts';
import { gammaQuantile, logGamma, normalQuantile } from './special-functions.ts';

/** Results of each cheap function in the probe; 1e5 in all with the dear ones. */
const CHEAP = 16_000;
const DEAR = 4_000;

/**
 * Fingerprint of 100,000 results of the portable functions: the same in every engine that keeps
 * to IEEE 754. Takes some tens of milliseconds.
 */
export function mathsProbe(): string {
  const print = new Fingerprint();
  let state = 20070101;
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return ((state >>> 0) + 0.5) / 4294967296;
  };
  for (let i = 0; i < CHEAP; i++) {
    const u = next();
    print
      .number(ln(u))
      .number(exp(1400 * u - 700))
      .number(pow(20 * u, 12 * next() - 6));
    print
      .number(sin(2e6 * u - 1e6))
      .number(cos(20 * u))
      .number(normalQuantile(u));
  }
  for (let i = 0; i < DEAR / 2; i++) {
    const u = next();
    print.number(logGamma(200 * u)).number(gammaQuantile(u, 0.2 + 20 * next()));
  }
  return print.digest();
}
