/** Typed arrays that grow, and the numbers of their rows. */

const FIRST_ROOM = 64;

/** Rows that are taken and given back; numbers given back come first, the latest before others. */
export class Rows {
  /** Rows that columns must have room for. */
  room = FIRST_ROOM;
  /** One above the highest row that was ever taken. */
  end = 0;
  private readonly free: number[] = [];
  private readonly grow: (room: number) => void;

  /** @param grow is called with the new room before a row beyond the old one is given out. */
  constructor(grow: (room: number) => void) {
    this.grow = grow;
  }

  take(): number {
    const row = this.free.pop() ?? this.end++;
    if (row < this.room) return row;
    this.room *= 2;
    this.grow(this.room);
    return row;
  }

  give(row: number): void {
    this.free.push(row);
  }
}

export const doubles = (room = FIRST_ROOM): Float64Array => new Float64Array(room);
export const integers = (room = FIRST_ROOM): Int32Array => new Int32Array(room);

export function widerDoubles(old: Float64Array, room: number): Float64Array {
  const wider = new Float64Array(room);
  wider.set(old);
  return wider;
}

export function widerIntegers(old: Int32Array, room: number): Int32Array {
  const wider = new Int32Array(room);
  wider.set(old);
  return wider;
}
