/**
 * The event set: an indexed binary heap over typed arrays.
 *
 * Order is total: (time, phase, sequence). Times lie in heap order; the rest of the key lies at
 * the slot and is read only where two times are equal, which keeps a move of an entry at three
 * stores. A slot knows its position, so re-arming and cancelling happen in place, O(log n).
 *
 * The firing timer leaves a hole at the root. Most handlers arm something next (their own timer,
 * as a rule), and that entry sifts down from the hole: one walk instead of a removal and an
 * insertion. While the hole is there its time is -Infinity, so that no other entry rises into it.
 *
 * Binary and 4-ary layouts, top-down and bottom-up, with keys in one array or in several, were
 * measured against each other: binary top-down with separate arrays was the fastest or within
 * the noise of it from 1,000 to 1,000,000 pending timers.
 */
import { assert } from './errors.ts';

/** Order of what happens at one instant: a smaller phase goes first. */
export const Phase = { failure: 0, completion: 1, arrival: 2, policy: 3, sample: 4 } as const;
export type Phase = (typeof Phase)[keyof typeof Phase];

/** Number of a timer, from createTimer until freeTimer. */
export type TimerId = number;

/** What a timer calls, with the argument given at its creation. */
export type TimerHandler = (argument: number) => void;

const FREE = 255;
const PHASE_WEIGHT = 2 ** 49; // sequences stay below: 5.6e14 armings a run
const FIRST_CAPACITY = 64;

function unusedHandler(): void {
  assert(false, 'a freed timer must not fire');
}

/** Timers and their order. Knows no clock: the engine moves it. */
export class Timers {
  /** Handler of each slot, read by the dispatch loop. */
  readonly handlers: TimerHandler[] = [];
  /** Argument of each slot, read by the dispatch loop. */
  arguments = new Int32Array(FIRST_CAPACITY);

  private times = new Float64Array(FIRST_CAPACITY);
  private slots = new Int32Array(FIRST_CAPACITY);
  private size = 0;
  private hole = false;

  private positions = new Int32Array(FIRST_CAPACITY);
  private orders = new Float64Array(FIRST_CAPACITY);
  private phases = new Uint8Array(FIRST_CAPACITY).fill(FREE);
  private sequence = 0;

  private readonly labels: string[] = [];
  private readonly freeSlots: TimerId[] = [];

  /** Timers that exist, armed or not. */
  get count(): number {
    return this.handlers.length - this.freeSlots.length;
  }

  create(phase: Phase, handler: TimerHandler, argument: number, label: string): TimerId {
    assert(argument === (argument | 0), 'the argument of a timer must be a 32-bit integer');
    const slot = this.freeSlots.pop() ?? this.handlers.length;
    if (slot === this.positions.length) this.grow();
    this.handlers[slot] = handler;
    this.arguments[slot] = argument;
    this.labels[slot] = label;
    this.phases[slot] = phase;
    this.positions[slot] = -1;
    return slot;
  }

  /** Cancels the timer and gives its number to the next one created. */
  free(slot: TimerId): void {
    this.cancel(slot);
    this.phases[slot] = FREE;
    this.handlers[slot] = unusedHandler;
    this.labels[slot] = '';
    this.freeSlots.push(slot);
  }

  /** Puts the timer behind all others of its time and phase, whether it was armed or not. */
  arm(slot: TimerId, atSeconds: number): void {
    const phase = this.phases[slot]!;
    assert(phase < FREE, 'the timer does not exist or was freed');
    this.orders[slot] = phase * PHASE_WEIGHT + this.sequence++;
    const position = this.positions[slot]!;
    if (position >= 0) {
      const isEarlier = atSeconds < this.times[position]!;
      this.times[position] = atSeconds;
      if (isEarlier) this.rise(position, slot);
      else this.sink(position, slot);
    } else if (this.hole) {
      this.hole = false;
      this.times[0] = atSeconds;
      this.sink(0, slot);
    } else {
      this.times[this.size] = atSeconds;
      this.rise(this.size++, slot);
    }
  }

  /** Does nothing if the timer is not armed. */
  cancel(slot: TimerId): void {
    assert(this.phases[slot]! < FREE, 'the timer does not exist or was freed');
    const position = this.positions[slot]!;
    if (position < 0) return;
    this.positions[slot] = -1;
    const last = --this.size;
    if (position === last) return;
    const moved = this.slots[last]!;
    this.times[position] = this.times[last]!;
    this.rise(position, moved);
    if (this.positions[moved] === position) this.sink(position, moved);
  }

  isArmed(slot: TimerId): boolean {
    return this.positions[slot]! >= 0;
  }

  /** Infinity if the timer is not armed. */
  armedAtSeconds(slot: TimerId): number {
    const position = this.positions[slot]!;
    return position >= 0 ? this.times[position]! : Number.POSITIVE_INFINITY;
  }

  labelOf(slot: TimerId): string {
    return this.labels[slot]!;
  }

  /** Time of the first timer; Infinity: none is armed. Leaves the hole for the next arming. */
  nextSeconds(): number {
    if (!this.hole) return this.size > 0 ? this.times[0]! : Number.POSITIVE_INFINITY;
    if (this.size > 2) return Math.min(this.times[1]!, this.times[2]!);
    return this.size > 1 ? this.times[1]! : Number.POSITIVE_INFINITY;
  }

  /** Takes the first timer out, leaving a hole. At least one timer must be armed. */
  takeFirst(): TimerId {
    if (this.hole) this.closeHole();
    const slot = this.slots[0]!;
    this.positions[slot] = -1;
    this.times[0] = Number.NEGATIVE_INFINITY;
    this.hole = true;
    return slot;
  }

  private closeHole(): void {
    this.hole = false;
    const last = --this.size;
    if (last === 0) return;
    this.times[0] = this.times[last]!;
    this.sink(0, this.slots[last]!);
  }

  /**
   * Places an entry, whose time stands at `position`, there or above, moving later ones down.
   * The time is no parameter because a number that is passed on is boxed.
   */
  private rise(position: number, slot: TimerId): void {
    const { times, slots, positions, orders } = this;
    const atSeconds = times[position]!;
    let free = position;
    while (free > 0) {
      const parent = (free - 1) >> 1;
      const parentTime = times[parent]!;
      if (parentTime < atSeconds) break;
      const parentSlot = slots[parent]!;
      if (parentTime === atSeconds && orders[parentSlot]! < orders[slot]!) break;
      times[free] = parentTime;
      slots[free] = parentSlot;
      positions[parentSlot] = free;
      free = parent;
    }
    times[free] = atSeconds;
    slots[free] = slot;
    positions[slot] = free;
  }

  /** Places an entry, whose time stands at `position`, there or below, moving earlier ones up. */
  private sink(position: number, slot: TimerId): void {
    const { times, slots, positions, orders, size } = this;
    const atSeconds = times[position]!;
    let free = position;
    for (;;) {
      let child = (free << 1) + 1;
      if (child >= size) break;
      let childTime = times[child]!;
      const right = child + 1;
      if (right < size) {
        const rightTime = times[right]!;
        if (
          rightTime < childTime ||
          (rightTime === childTime && orders[slots[right]!]! < orders[slots[child]!]!)
        ) {
          child = right;
          childTime = rightTime;
        }
      }
      if (atSeconds < childTime) break;
      const childSlot = slots[child]!;
      if (atSeconds === childTime && orders[slot]! < orders[childSlot]!) break;
      times[free] = childTime;
      slots[free] = childSlot;
      positions[childSlot] = free;
      free = child;
    }
    times[free] = atSeconds;
    slots[free] = slot;
    positions[slot] = free;
  }

  private grow(): void {
    const capacity = this.positions.length * 2;
    const wider = <T extends Float64Array | Int32Array | Uint8Array>(to: T, from: T): T => {
      to.set(from);
      return to;
    };
    this.arguments = wider(new Int32Array(capacity), this.arguments);
    this.times = wider(new Float64Array(capacity), this.times);
    this.slots = wider(new Int32Array(capacity), this.slots);
    this.positions = wider(new Int32Array(capacity), this.positions);
    this.orders = wider(new Float64Array(capacity), this.orders);
    this.phases = wider(new Uint8Array(capacity).fill(FREE), this.phases);
  }
}
