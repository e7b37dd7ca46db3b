import type { Metric } from '../../observe/metrics.ts';
import { none } from './instances.ts';

/**
 * Cores that each job keeps busy, `job.busyCores`: the sum over its VMs of its running threads
 * times what a thread is served, in cores of the VM's host. A pair of a VM and a job that ran there
 * is a *post*; the posts of a VM form a short list.
 *
 * Sums are kept by differences; a job without a running thread has exactly 0. While nobody observes
 * the metric nothing is summed, and its value is added up when somebody asks.
 */
export class BusyCores {
  private readonly metric: Metric;
  private readonly cores: Float64Array;
  /** Running threads of each job. */
  private readonly threads: Int32Array;
  private readonly firstPost: Int32Array;
  /** Cores that a thread on a VM is served. */
  private readonly coresPerThread: Float64Array;
  private readonly postVm: number[] = [];
  private readonly postJob: number[] = [];
  private readonly postThreads: number[] = [];
  private readonly postCores: number[] = [];
  private readonly nextPost: number[] = [];
  private isSummed = false;

  constructor(metric: Metric, jobs: number, vms: number) {
    this.metric = metric;
    this.cores = new Float64Array(jobs);
    this.threads = new Int32Array(jobs);
    this.firstPost = new Int32Array(vms).fill(none);
    this.coresPerThread = new Float64Array(vms);
    metric.derive = (job) => this.coresOf(job);
  }

  /** A job runs so many more threads on a VM, or fewer. `show` follows before time moves. */
  add(vm: number, job: number, threads: number): void {
    this.postThreads[this.postOf(vm, job)]! += threads;
    this.threads[job]! += threads;
  }

  /** A thread on this VM is served so many cores from now on. */
  show(vm: number, coresPerThread: number): void {
    this.coresPerThread[vm] = coresPerThread;
    if (!this.metric.active) {
      this.isSummed = false;
      return;
    }
    if (!this.isSummed) this.sumAll();
    for (let post = this.firstPost[vm]!; post !== none; post = this.nextPost[post]!) {
      this.showPost(post, coresPerThread);
    }
  }

  private showPost(post: number, coresPerThread: number): void {
    const { cores, postCores } = this;
    const job = this.postJob[post]!;
    const now = this.postThreads[post]! * coresPerThread;
    const before = postCores[post]!;
    if (now === before && this.threads[job] !== 0) return;
    postCores[post] = now;
    cores[job] = this.threads[job] === 0 ? 0 : cores[job]! + (now - before);
    this.metric.set(job, cores[job]!);
  }

  private sumAll(): void {
    this.isSummed = true;
    this.cores.fill(0);
    this.postCores.fill(0);
    for (let post = 0; post < this.postJob.length; post++) {
      this.showPost(post, this.coresPerThread[this.postVm[post]!]!);
    }
  }

  private coresOf(job: number): number {
    let sum = 0;
    this.postJob.forEach((other, post) => {
      const perThread = this.coresPerThread[this.postVm[post]!]!;
      if (other === job) sum += this.postThreads[post]! * perThread;
    });
    return sum;
  }

  private postOf(vm: number, job: number): number {
    let post = this.firstPost[vm]!;
    while (post !== none && this.postJob[post] !== job) post = this.nextPost[post]!;
    if (post !== none) return post;
    const made = this.postJob.push(job) - 1;
    this.postVm.push(vm);
    this.postThreads.push(0);
    this.postCores.push(0);
    this.nextPost.push(this.firstPost[vm]!);
    this.firstPost[vm] = made;
    return made;
  }
}
