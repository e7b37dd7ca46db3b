import { widerInts } from './arrays.ts';

/** A list of small integers that is filled and emptied at every event without allocating. */
export class IdList {
  size = 0;
  private ids = new Int32Array(16);

  push(id: number): void {
    if (this.size === this.ids.length) this.ids = widerInts(this.ids, 2 * this.size);
    this.ids[this.size++] = id;
  }

  at(index: number): number {
    return this.ids[index]!;
  }

  put(index: number, id: number): void {
    this.ids[index] = id;
  }

  /** Takes the last one off; -1: the list is empty. */
  pop(): number {
    return this.size > 0 ? this.ids[--this.size]! : -1;
  }
}
