/**
 * The random numbers of the race: one xorshift32 stream an entity, seeded with its number, so that
 * every program draws the same whatever its order of simultaneous events. The simulator has better
 * streams of its own; these are simple enough to be written the same in any language.
 */
export class Streams {
  private readonly states: Int32Array;

  /** @param count entities, numbered from 0 */
  constructor(count: number) {
    this.states = new Int32Array(count);
    for (let entity = 0; entity < count; entity++) {
      this.states[entity] = Math.imul(entity + 1, 2654435761);
    }
  }

  /** Next number of an entity, uniform between 0 and 1. */
  uniform(entity: number): number {
    let x = this.states[entity]!;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    this.states[entity] = x;
    return (x >>> 0) / 4294967296;
  }

  /** Next number of an entity, exponential with mean 1. */
  exponential(entity: number): number {
    return -Math.log(this.uniform(entity));
  }
}
