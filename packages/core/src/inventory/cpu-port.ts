/**
 * Where guests and the hypervisor's CPU scheduler meet: what each VM wishes and what it is served,
 * in MHz, by VM index. Guests write wishes; the scheduler writes what is served.
 */
export class CpuPort {
  readonly wishedMHz: Float64Array;
  readonly servedMHz: Float64Array;
  /** 1: what is not served is lost (a trace that goes on); 0: it waits, so the VM stays busy. */
  readonly losesUnserved: Uint8Array;
  /** 1: `served` is called when the VM's service may have changed. */
  readonly watchesService: Uint8Array;
  /** Host on which the scheduler counts a VM, by VM index; -1 while it is not on. */
  readonly hostOf: Int32Array;
  /** Set by the scheduler: a wish on this host changed. */
  changed: (hostIndex: number) => void = () => {};
  /** Set by whoever watches: the service of a watched VM was decided anew. */
  served: (vmIndex: number) => void = () => {};

  constructor(vmCount: number) {
    this.wishedMHz = new Float64Array(vmCount);
    this.servedMHz = new Float64Array(vmCount);
    this.hostOf = new Int32Array(vmCount).fill(-1);
    this.losesUnserved = new Uint8Array(vmCount);
    this.watchesService = new Uint8Array(vmCount);
  }

  /** Sets what a VM wishes, MHz, at least 0. */
  wish(vmIndex: number, wishedMHz: number): void {
    if (this.wishedMHz[vmIndex] === wishedMHz) return;
    this.wishedMHz[vmIndex] = wishedMHz;
    const host = this.hostOf[vmIndex]!;
    if (host >= 0) this.changed(host);
  }

  /** `wish` for many: VM `vmIndices[i]` wishes `amounts[vm] * scales[i]`. */
  wishMany(vmIndices: Int32Array, amounts: Float64Array, scales: Float64Array): void {
    const { wishedMHz, hostOf } = this;
    let told = -1;
    for (let i = 0; i < vmIndices.length; i++) {
      const vm = vmIndices[i]!;
      const wish = amounts[vm]! * scales[i]!;
      if (wishedMHz[vm] === wish) continue;
      wishedMHz[vm] = wish;
      const host = hostOf[vm]!;
      if (host === told || host < 0) continue;
      this.changed(host);
      told = host;
    }
  }
}
