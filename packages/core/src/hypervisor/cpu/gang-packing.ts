/**
 * Whether gangs can run side by side: gang i needs size[i] pCPUs at once for time[i] of the time.
 *
 * Only how long how many pCPUs are busy matters, not which ones. The largest gangs come first;
 * each takes the times at which fewest pCPUs are busy. That spreads the load evenly, so what is
 * left fits as many others as may be. Gangs of one size lose nothing by this order; odd mixtures
 * may be packed worse than the best.
 *
 * Source: ours; a fluid form of the matrix method of gang scheduling (Ousterhout, 1982).
 * Cost: O(gangs * pCPUs).
 */
export class GangPacking {
  private size: Float64Array = new Float64Array(0);
  /** Gangs in falling size, then by place. */
  private sequence = new Int32Array(0);
  /** By number of busy pCPUs: the part of the time with so many. */
  private busy = new Float64Array(0);

  /** Takes the gangs of a host; `size` is kept, not copied. */
  order(size: Float64Array, count: number, pcpus: number): void {
    this.size = size;
    if (this.sequence.length !== count) this.sequence = new Int32Array(count);
    if (this.busy.length !== pcpus + 1) this.busy = new Float64Array(pcpus + 1);
    for (let i = 0; i < count; i++) this.sequence[i] = i;
    this.sequence.sort((a, b) => size[b]! - size[a]! || a - b);
  }

  /** Whether each gang can run for its time, 0 to 1. */
  fits(time: Float64Array): boolean {
    const { busy, sequence, size } = this;
    busy.fill(0);
    busy[0] = 1;
    const pcpus = busy.length - 1;
    for (const gang of sequence) {
      const wanted = time[gang]!;
      if (wanted <= 0) continue;
      const width = size[gang]!;
      let found = 0;
      let level = -1;
      while (found < wanted && level < pcpus - width) {
        level++;
        found += busy[level]!;
      }
      if (found < wanted - TOLERANCE) return false;
      // From above, so that nothing is taken twice: what moves lands above what is still to come.
      let spare = Math.max(0, found - wanted);
      for (; level >= 0; level--) {
        const moved = busy[level]! - spare;
        busy[level] = spare;
        busy[level + width]! += moved;
        spare = 0;
      }
    }
    return true;
  }
}

/** Times that exceed what is left by less than this still fit: they come from divided MHz. */
const TOLERANCE = 1e-12;
