/**
 * Where guests and the hypervisor's CPU scheduler meet: what each VM wishes and what it is served,
 * in MHz, by VM index. Guests write wishes; the scheduler writes what is served.
 *
 * A VM's wish has two sources that add up: its *load*, a rate that somebody wishes for (workloads),
 * and its *work*, threads that run until something is done (jobs), each at most one core and all
 * together at most the VM's vCPUs.
 *
 * What the VM is served is divided max-min among its threads. A load of L MHz counts as
 * m = ceil(L / core) threads that want equal parts; beside k threads of work and with A MHz served
 *
 *     load = min(L, m A / (m + k))      work = A - load      each thread of work: work / k
 */
export class CpuPort {
  /** Load and work together. */
  readonly wishedMHz: Float64Array;
  readonly servedMHz: Float64Array;
  /** 1: what is not served is lost (a trace that goes on); 0: it waits, so the VM stays busy. */
  readonly losesUnserved: Uint8Array;
  /** 1: `served` is called when the VM's service may have changed. See `watch`. */
  readonly watchesService: Uint8Array;
  /** Host on which the scheduler counts a VM, by VM index; -1 while it is not on. */
  readonly hostOf: Int32Array;
  /** Set by the scheduler: a wish on this host changed. */
  changed: (hostIndex: number) => void = () => {};
  /**
   * Set by the scheduler: how long the vCPUs of the host that has just been divided wait for each
   * other, if they get all they want: ready time over run time, both summed over the vCPUs. To be
   * asked during `divided` only.
   */
  readyToRun: () => number = () => 0;
  /** Not 0: `divided` is called when the host was divided. See `listen`. */
  readonly listens: Uint8Array;
  /**
   * During `divided`: the VMs of the host whose wish or service may have changed; all others have
   * the same as after the division before.
   */
  readonly newsOf: Int32Array;
  newsCount = 0;
  private readonly loadMHz: Float64Array;
  private readonly workMHz: Float64Array;
  /** Runnable threads of work, and the speed of a core where they are, MHz. */
  private readonly threads: Float64Array;
  private readonly coreMHz: Float64Array;
  private readonly hostListeners: ((hostIndex: number) => void)[] = [];
  private readonly watchers: ((vmIndex: number) => void)[] = [];
  /** By VM: bit i stands for watcher i. */
  private readonly watchedBy: Uint8Array;

  constructor(vmCount: number, hostCount: number) {
    this.wishedMHz = new Float64Array(vmCount);
    this.servedMHz = new Float64Array(vmCount);
    this.hostOf = new Int32Array(vmCount).fill(-1);
    this.newsOf = new Int32Array(vmCount);
    this.losesUnserved = new Uint8Array(vmCount);
    this.watchesService = new Uint8Array(vmCount);
    this.loadMHz = new Float64Array(vmCount);
    this.workMHz = new Float64Array(vmCount);
    this.threads = new Float64Array(vmCount);
    this.coreMHz = new Float64Array(vmCount);
    this.watchedBy = new Uint8Array(vmCount);
    this.listens = new Uint8Array(hostCount);
  }

  /** Sets what load a VM wishes, MHz, at least 0. */
  wish(vmIndex: number, loadMHz: number): void {
    this.loadMHz[vmIndex] = loadMHz;
    this.tell(vmIndex);
  }

  /** `wish` for many: VM `vmIndices[i]` wishes `amounts[i] * scales[i]`. */
  wishMany(vmIndices: Int32Array, amounts: Float64Array, scales: Float64Array): void {
    const { wishedMHz, loadMHz, workMHz, hostOf } = this;
    let told = -1;
    for (let i = 0; i < vmIndices.length; i++) {
      const vm = vmIndices[i]!;
      const load = amounts[i]! * scales[i]!;
      loadMHz[vm] = load;
      const wish = load + workMHz[vm]!;
      if (wishedMHz[vm] === wish) continue;
      wishedMHz[vm] = wish;
      const host = hostOf[vm]!;
      if (host === told || host < 0) continue;
      this.changed(host);
      told = host;
    }
  }

  /**
   * Sets how many threads of finite work a VM could run, on how many vCPUs they find room, and how
   * fast a core is. Returns whether the VM's wish changed, so that it is divided anew; if not, a
   * thread's part may have changed all the same.
   */
  work(vmIndex: number, threads: number, cores: number, coreMHz: number): boolean {
    this.threads[vmIndex] = threads;
    this.coreMHz[vmIndex] = coreMHz;
    this.workMHz[vmIndex] = cores * coreMHz;
    return this.tell(vmIndex);
  }

  /** What the VM's load is served, MHz. */
  loadServedMHz(vmIndex: number): number {
    const served = this.servedMHz[vmIndex]!;
    const work = this.threads[vmIndex]!;
    if (work === 0 || served >= this.wishedMHz[vmIndex]!) {
      return Math.min(served, this.loadMHz[vmIndex]!);
    }
    const load = this.loadMHz[vmIndex]!;
    if (load === 0) return 0;
    const threads = Math.ceil(load / this.coreMHz[vmIndex]! - wholeThread);
    return Math.min(load, (served * threads) / (threads + work));
  }

  /** What all threads of work together are served, MHz. */
  workServedMHz(vmIndex: number): number {
    const served = this.servedMHz[vmIndex]!;
    if (this.loadMHz[vmIndex] === 0) return served;
    return Math.max(0, served - this.loadServedMHz(vmIndex));
  }

  /** Adds a watcher of service. Returns its number, for `watch`. */
  addWatcher(served: (vmIndex: number) => void): number {
    return this.watchers.push(served) - 1;
  }

  get hasWatchers(): boolean {
    return this.watchers.length > 0;
  }

  /** Whether a watcher is called when the service of a VM was decided anew. */
  watch(vmIndex: number, watcher: number, isWatched: boolean): void {
    const others = this.watchedBy[vmIndex]! & ~(1 << watcher);
    this.watchedBy[vmIndex] = isWatched ? others | (1 << watcher) : others;
    this.watchesService[vmIndex] = this.watchedBy[vmIndex] === 0 ? 0 : 1;
  }

  /** Adds a listener to whole hosts. Returns its number, for `listen`. */
  addHostListener(divided: (hostIndex: number) => void): number {
    return this.hostListeners.push(divided) - 1;
  }

  /** Whether a listener is called when a host was divided, once for all its VMs. */
  listen(hostIndex: number, listener: number, listens: boolean): void {
    const others = this.listens[hostIndex]! & ~(1 << listener);
    this.listens[hostIndex] = listens ? others | (1 << listener) : others;
  }

  /** For the scheduler: a host was divided to which somebody listens. */
  divided(hostIndex: number): void {
    const listens = this.listens[hostIndex]!;
    for (let listener = 0; listener < this.hostListeners.length; listener++) {
      if ((listens & (1 << listener)) !== 0) this.hostListeners[listener]!(hostIndex);
    }
  }

  /** For the scheduler: the service of a watched VM was decided anew. */
  served(vmIndex: number): void {
    const watchedBy = this.watchedBy[vmIndex]!;
    for (let watcher = 0; watcher < this.watchers.length; watcher++) {
      if ((watchedBy & (1 << watcher)) !== 0) this.watchers[watcher]!(vmIndex);
    }
  }

  private tell(vmIndex: number): boolean {
    const wish = this.loadMHz[vmIndex]! + this.workMHz[vmIndex]!;
    if (this.wishedMHz[vmIndex] === wish) return false;
    this.wishedMHz[vmIndex] = wish;
    const host = this.hostOf[vmIndex]!;
    if (host >= 0) this.changed(host);
    return true;
  }
}

/** A load misses a whole number of threads only by rounding below this. */
const wholeThread = 1e-9;
