import type { StreamId } from '../../inventory/io-port.ts';
import { type InstanceId, none } from './instances.ts';

/** Number of a leg, from `take` to `free`. */
export type LegId = number;

const firstCapacity = 64;

/**
 * Movements of bytes that are under way or stand still, each called a leg: columns with a free
 * list, the legs of an instance in a list, and those of a VM in another one.
 */
export class LegTable {
  instance = new Int32Array(firstCapacity);
  /** Place of its movement in the stage. */
  move = new Int32Array(firstCapacity);
  /** VM from which, or on whose disk, bytes move. */
  vm = new Int32Array(firstCapacity);
  /** Its stream; `none` while it stands still. */
  stream = new Int32Array(firstCapacity);
  /** Of a copy that stores before it forwards: 0 reads, 1 sends, 2 writes. */
  step = new Int32Array(firstCapacity);
  /** What is left of the present step when the stream begins, 10^6 bytes. */
  left = new Float64Array(firstCapacity);
  /** Next leg of the instance, or in the free list. */
  next = new Int32Array(firstCapacity);
  private nextOfVm = new Int32Array(firstCapacity);
  private beforeOfVm = new Int32Array(firstCapacity);
  private readonly firstOfVm: Int32Array;
  /** By VM: how many it has. */
  readonly count: Int32Array;
  private firstOfInstance = new Int32Array(firstCapacity).fill(none);
  private legOfStream = new Int32Array(firstCapacity);
  private capacity = firstCapacity;
  private firstFree: LegId = none;
  private used = 0;

  constructor(vms: number) {
    this.firstOfVm = new Int32Array(vms).fill(none);
    this.count = new Int32Array(vms);
  }

  take(instance: InstanceId, move: number, vm: number, megabytes: number): LegId {
    let leg = this.firstFree;
    if (leg === none) {
      if (this.used === this.capacity) this.grow();
      leg = this.used++;
    } else {
      this.firstFree = this.next[leg]!;
    }
    this.instance[leg] = instance;
    this.move[leg] = move;
    this.stream[leg] = none;
    this.step[leg] = 0;
    this.left[leg] = megabytes;
    this.firstOfInstance = roomFor(this.firstOfInstance, instance, none);
    this.next[leg] = this.firstOfInstance[instance]!;
    this.firstOfInstance[instance] = leg;
    this.join(leg, vm);
    return leg;
  }

  /** Takes a leg out of its lists. */
  free(leg: LegId): void {
    this.leaveVm(leg);
    const instance = this.instance[leg]!;
    let before: LegId = none;
    for (let each = this.firstOf(instance); each !== leg; each = this.next[each]!) before = each;
    if (before === none) this.firstOfInstance[instance] = this.next[leg]!;
    else this.next[before] = this.next[leg]!;
    this.next[leg] = this.firstFree;
    this.firstFree = leg;
  }

  /** First leg of an instance, or `none`. */
  firstOf(instance: InstanceId): LegId {
    return instance < this.firstOfInstance.length ? this.firstOfInstance[instance]! : none;
  }

  /** Legs of a VM, the latest first. */
  ofVm(vm: number): LegId[] {
    const legs: LegId[] = [];
    for (let leg = this.firstOfVm[vm]!; leg !== none; leg = this.nextOfVm[leg]!) legs.push(leg);
    return legs;
  }

  moveTo(leg: LegId, vm: number): void {
    this.leaveVm(leg);
    this.join(leg, vm);
  }

  begin(leg: LegId, stream: StreamId): void {
    this.stream[leg] = stream;
    this.legOfStream = roomFor(this.legOfStream, stream, none);
    this.legOfStream[stream] = leg;
  }

  ofStream(stream: StreamId): LegId {
    return this.legOfStream[stream]!;
  }

  private join(leg: LegId, vm: number): void {
    const first = this.firstOfVm[vm]!;
    this.vm[leg] = vm;
    this.beforeOfVm[leg] = none;
    this.nextOfVm[leg] = first;
    if (first !== none) this.beforeOfVm[first] = leg;
    this.firstOfVm[vm] = leg;
    this.count[vm]!++;
  }

  private leaveVm(leg: LegId): void {
    const vm = this.vm[leg]!;
    const before = this.beforeOfVm[leg]!;
    const next = this.nextOfVm[leg]!;
    if (before === none) this.firstOfVm[vm] = next;
    else this.nextOfVm[before] = next;
    if (next !== none) this.beforeOfVm[next] = before;
    this.count[vm]!--;
  }

  private grow(): void {
    this.capacity *= 2;
    const last = this.capacity - 1;
    this.instance = roomFor(this.instance, last, 0);
    this.move = roomFor(this.move, last, 0);
    this.vm = roomFor(this.vm, last, 0);
    this.stream = roomFor(this.stream, last, none);
    this.step = roomFor(this.step, last, 0);
    this.next = roomFor(this.next, last, none);
    this.nextOfVm = roomFor(this.nextOfVm, last, none);
    this.beforeOfVm = roomFor(this.beforeOfVm, last, none);
    const left = new Float64Array(this.capacity);
    left.set(this.left);
    this.left = left;
  }
}

type Whole = Int32Array<ArrayBuffer>;

/** The column, or a longer one in which a place is. */
function roomFor(column: Whole, place: number, filler: number): Whole {
  if (place < column.length) return column;
  let { length } = column;
  while (length <= place) length *= 2;
  const longer = new Int32Array(length).fill(filler, column.length);
  longer.set(column);
  return longer;
}
