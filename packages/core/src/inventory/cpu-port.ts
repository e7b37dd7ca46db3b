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
  /** Set by the scheduler: a wish changed. */
  changed: (vmIndex: number) => void = () => {};
  /** Set by whoever watches: the service of a watched VM was decided anew. */
  served: (vmIndex: number) => void = () => {};

  constructor(vmCount: number) {
    this.wishedMHz = new Float64Array(vmCount);
    this.servedMHz = new Float64Array(vmCount);
    this.losesUnserved = new Uint8Array(vmCount);
    this.watchesService = new Uint8Array(vmCount);
  }

  /** Sets what a VM wishes, MHz, at least 0. */
  wish(vmIndex: number, wishedMHz: number): void {
    if (this.wishedMHz[vmIndex] === wishedMHz) return;
    this.wishedMHz[vmIndex] = wishedMHz;
    this.changed(vmIndex);
  }
}
