import type { Metric } from '../../observe/metrics.ts';
import { none } from './instances.ts';

/**
 * Cores that each job keeps busy, `job.busyCores`: the sum over its VMs of its running threads
 * times what a thread is served, in cores of the VM's host. A pair of a VM and a job that ran there
 * is a *post*; the posts of a VM form a short list.
 *
 * Sums are kept by differences; a job without a running thread has exactly 0.
 */
export class BusyCores {
  private readonly metric: Metric;
  private readonly cores: Float64Array;
  /** Running threads of each job. */
  private readonly threads: Int32Array;
  private readonly firstPost: Int32Array;
  private readonly postJob: number[] = [];
  private readonly postThreads: number[] = [];
  private readonly postCores: number[] = [];
  private readonly nextPost: number[] = [];

  constructor(metric: Metric, jobs: number, vms: number) {
    this.metric = metric;
    this.cores = new Float64Array(jobs);
    this.threads = new Int32Array(jobs);
    this.firstPost = new Int32Array(vms).fill(none);
  }

  /** A job runs so many more threads on a VM, or fewer. `show` follows before time moves. */
  add(vm: number, job: number, threads: number): void {
    this.postThreads[this.postOf(vm, job)]! += threads;
    this.threads[job]! += threads;
  }

  /** A thread on this VM is served so many cores from now on. */
  show(vm: number, coresPerThread: number): void {
    const { cores, postCores } = this;
    for (let post = this.firstPost[vm]!; post !== none; post = this.nextPost[post]!) {
      const job = this.postJob[post]!;
      const now = this.postThreads[post]! * coresPerThread;
      const before = postCores[post]!;
      if (now === before && this.threads[job] !== 0) continue;
      postCores[post] = now;
      cores[job] = this.threads[job] === 0 ? 0 : cores[job]! + (now - before);
      this.metric.set(job, cores[job]!);
    }
  }

  private postOf(vm: number, job: number): number {
    let post = this.firstPost[vm]!;
    while (post !== none && this.postJob[post] !== job) post = this.nextPost[post]!;
    if (post !== none) return post;
    const made = this.postJob.push(job) - 1;
    this.postThreads.push(0);
    this.postCores.push(0);
    this.nextPost.push(this.firstPost[vm]!);
    this.firstPost[vm] = made;
    return made;
  }
}
