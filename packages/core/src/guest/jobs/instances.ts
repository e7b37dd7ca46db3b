/** Parts of a stage that are not done yet, as bits. */
export const Part = { cpu: 1, wait: 2, io: 4 } as const;

/** Number of a slot, from `take` to `free`. */
export type InstanceId = number;

/** No VM, no slot. */
export const none = -1;

const firstCapacity = 64;

/**
 * The instances of all jobs that are in the system: columns with a free list, so that an arrival
 * allocates nothing once as many have been in the system at one time.
 */
export class Instances {
  job = new Int32Array(firstCapacity);
  /** 1, 2, 3 ... in the order in which the job's instances arrived. */
  number = new Float64Array(firstCapacity);
  /** 1: it awaits other jobs. */
  isHeld = new Uint8Array(firstCapacity);
  stage = new Int32Array(firstCapacity);
  /** How often the present stage is still to be done, this time included. */
  timesLeft = new Int32Array(firstCapacity);
  /** Bits of `Part`. */
  pending = new Uint8Array(firstCapacity);
  /** VM of its present or latest computing stage, or `none`. */
  vm = new Int32Array(firstCapacity);
  /** VM of its stages that name none; chosen when the first of them begins, `none` before. */
  home = new Int32Array(firstCapacity);
  /** Places that it holds on that VM: its threads, but no more than the vCPUs. */
  places = new Int32Array(firstCapacity);
  /** Threads of the present stage. */
  threads = new Int32Array(firstCapacity);
  /** Cycles in millions that each thread has to do in the present stage, checkpoints included. */
  total = new Float64Array(firstCapacity);
  /** While running: where its station's clock stands when it is done; else what is left. */
  key = new Float64Array(firstCapacity);
  arrivedSeconds = new Float64Array(firstCapacity);
  /** Since when it has been held or in line. */
  sinceSeconds = new Float64Array(firstCapacity);
  /** Time for which it was held or in line. */
  waitedSeconds = new Float64Array(firstCapacity);
  /** Time that its stages so far take alone. */
  aloneSeconds = new Float64Array(firstCapacity);
  /** 1: it has begun to compute or to wait. */
  hasBegun = new Uint8Array(firstCapacity);
  /** Jobs whose instance of the same number it still awaits. */
  unmet = new Int32Array(firstCapacity);
  /** Event that tells of what became of it last; 0: none was told. */
  event = new Float64Array(firstCapacity);
  /** Next in a line, or in the free list. */
  next = new Int32Array(firstCapacity);
  private capacity = firstCapacity;
  private firstFree: InstanceId = none;
  private used = 0;

  /** A slot for an instance that arrives. */
  take(job: number, number: number, nowSeconds: number): InstanceId {
    let id = this.firstFree;
    if (id === none) {
      if (this.used === this.capacity) this.grow();
      id = this.used++;
    } else {
      this.firstFree = this.next[id]!;
    }
    this.job[id] = job;
    this.number[id] = number;
    this.isHeld[id] = 0;
    this.stage[id] = 0;
    this.timesLeft[id] = 0;
    this.pending[id] = 0;
    this.vm[id] = none;
    this.home[id] = none;
    this.event[id] = 0;
    this.places[id] = 0;
    this.arrivedSeconds[id] = nowSeconds;
    this.waitedSeconds[id] = 0;
    this.aloneSeconds[id] = 0;
    this.hasBegun[id] = 0;
    this.unmet[id] = 0;
    return id;
  }

  free(id: InstanceId): void {
    this.next[id] = this.firstFree;
    this.firstFree = id;
  }

  /** Orders instances by their arrival; those of one instant by job and number. */
  byArrival(a: InstanceId, b: InstanceId): number {
    const { arrivedSeconds, job, number } = this;
    return arrivedSeconds[a]! - arrivedSeconds[b]! || job[a]! - job[b]! || number[a]! - number[b]!;
  }

  private grow(): void {
    this.capacity *= 2;
    this.job = wider(this.job);
    this.number = wider(this.number);
    this.isHeld = wider(this.isHeld);
    this.stage = wider(this.stage);
    this.timesLeft = wider(this.timesLeft);
    this.pending = wider(this.pending);
    this.vm = wider(this.vm);
    this.home = wider(this.home);
    this.event = wider(this.event);
    this.places = wider(this.places);
    this.threads = wider(this.threads);
    this.total = wider(this.total);
    this.key = wider(this.key);
    this.arrivedSeconds = wider(this.arrivedSeconds);
    this.sinceSeconds = wider(this.sinceSeconds);
    this.waitedSeconds = wider(this.waitedSeconds);
    this.aloneSeconds = wider(this.aloneSeconds);
    this.hasBegun = wider(this.hasBegun);
    this.unmet = wider(this.unmet);
    this.next = wider(this.next);
  }
}

type Column = Float64Array<ArrayBuffer> | Int32Array<ArrayBuffer> | Uint8Array<ArrayBuffer>;

/** The same values in an array of twice the length. */
function wider<T extends Column>(column: T): T {
  const longer = new (column.constructor as new (length: number) => T)(2 * column.length);
  longer.set(column);
  return longer;
}
