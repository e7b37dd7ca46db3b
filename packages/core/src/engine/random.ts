import alea from 'seedrandom/lib/alea.js';

/** A stream of random numbers with a name of its own. */
export interface RandomStream {
  /** Uniform in the open interval (0, 1), 53 bits; never 0. */
  uniform(): number;
}

/** Stands for a draw of exactly 0, so that every stream may be given to a logarithm. */
const HALF_STEP = 2 ** -54;

class AleaStream implements RandomStream {
  private readonly source: ReturnType<typeof alea>;

  constructor(seed: string) {
    this.source = alea(seed);
  }

  uniform(): number {
    const draw = this.source.double();
    return draw === 0 ? HALF_STEP : draw;
  }
}

/**
 * A new stream at its beginning. Streams of different names are independent, and one more
 * stream never moves the draws of another: entities may be added without changing their
 * neighbours' luck, and two scenarios under comparison share it.
 * Generator: alea (J. Baagoe, 2010), period about 2^116, 53 bits a draw.
 */
export function namedStream(seed: number, run: number, name: string): RandomStream {
  return new AleaStream(`${seed}/${run}/${name}`);
}
