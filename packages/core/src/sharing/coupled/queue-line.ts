import { FLOW, WANTED_WEIGHT } from './flow-table.ts';
import { capOf, type QueueNode } from './queue-node.ts';

/**
 * What a queue takes as a function of the level, piece by piece from level 0 up:
 * `g(l) = slope * l + steady` until `next`. Used where only the queue's total matters.
 */
export class QueueLine {
  readonly node: QueueNode;
  slope = 0;
  steady = 0;
  /** Level at which the piece ends; Infinity: never. */
  next = Infinity;
  private readonly numbers: Float64Array;
  private isFull = false;

  constructor(node: QueueNode, numbers: Float64Array) {
    this.node = node;
    this.numbers = numbers;
    this.sum(0);
    this.isFull = this.slope > node.slots;
    this.findNext(0);
  }

  /** Goes on to the piece that begins at `level`. */
  pass(level: number): void {
    this.isFull = false;
    this.sum(level);
    this.findNext(level);
  }

  /** Windows of the members below their caps, and the caps of the others. */
  private sum(level: number): void {
    this.slope = 0;
    this.steady = 0;
    for (const member of this.node.members) {
      const window = this.numbers[member * FLOW + WANTED_WEIGHT]!;
      const cap = capOf(this.node, this.numbers, member * FLOW);
      if (cap / window > level) this.slope += window;
      else this.steady += cap;
    }
  }

  private findNext(level: number): void {
    if (!this.isFull) {
      this.next = this.nextCap(level);
      return;
    }
    // The full queue takes slots * l until its members want no more than that.
    let from = level;
    for (;;) {
      const to = this.nextCap(from);
      const spare = this.node.slots - this.slope;
      const meeting = spare > 0 ? this.steady / spare : Infinity;
      if (meeting <= to || to === Infinity) {
        this.next = meeting;
        break;
      }
      from = to;
      this.sum(from);
    }
    this.slope = this.node.slots;
    this.steady = 0;
  }

  /** Next level at which a member is at its cap. */
  private nextCap(level: number): number {
    let next = Infinity;
    for (const member of this.node.members) {
      const cap =
        capOf(this.node, this.numbers, member * FLOW) /
        this.numbers[member * FLOW + WANTED_WEIGHT]!;
      if (cap > level && cap < next) next = cap;
    }
    return next;
  }
}
