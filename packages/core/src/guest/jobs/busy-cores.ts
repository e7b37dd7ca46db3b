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
  /** By job, at `job * JOB`: cores that it keeps busy, its running threads. */
  private readonly jobs: Float64Array;
  /** By VM, at `vm * VM`: cores that a thread is served, first post. */
  private readonly vms: Float64Array;
  /** At `post * POST`: threads, cores, job, VM, next post of the VM. */
  private posts = new Float64Array(64 * POST);
  private postCount = 0;
  private isSummed = false;
  /** What the metric was not told yet: jobs, their cores, and 0, 1, 2 ... */
  private newsOf = new Int32Array(16);
  private newsCores = new Float64Array(16);
  private newsRows = Int32Array.from({ length: 16 }, (_, row) => row);
  private newsCount = 0;

  constructor(metric: Metric, jobs: number, vms: number) {
    this.metric = metric;
    this.jobs = new Float64Array(jobs * JOB);
    this.vms = new Float64Array(vms * VM);
    for (let vm = 0; vm < vms; vm++) this.vms[vm * VM + FIRST_POST] = none;
    metric.derive = (job) => this.coresOf(job);
  }

  /** A job runs so many more threads on a VM, or fewer. `show` follows before time moves. */
  add(vm: number, job: number, threads: number): void {
    const post = this.postOf(vm, job);
    this.posts[post * POST + THREADS]! += threads;
    this.jobs[job * JOB + ALL_THREADS]! += threads;
  }

  /** A thread on this VM is served so many cores from now on. Observers hear it with `tell`. */
  show(vm: number, coresPerThread: number): void {
    this.vms[vm * VM + PER_THREAD] = coresPerThread;
    if (!this.metric.active) {
      this.isSummed = false;
      return;
    }
    if (!this.isSummed) this.sumAll();
    let post = this.vms[vm * VM + FIRST_POST]!;
    for (; post !== none; post = this.posts[post * POST + NEXT]!) {
      this.showPost(post, coresPerThread);
    }
  }

  private showPost(post: number, coresPerThread: number): void {
    const { posts, jobs } = this;
    const at = post * POST;
    const job = posts[at + OF_JOB]!;
    const now = posts[at + THREADS]! * coresPerThread;
    const before = posts[at + CORES]!;
    const threads = jobs[job * JOB + ALL_THREADS]!;
    if (now === before && threads !== 0) return;
    posts[at + CORES] = now;
    const cores = threads === 0 ? 0 : jobs[job * JOB + ALL_CORES]! + (now - before);
    jobs[job * JOB + ALL_CORES] = cores;
    if (this.newsCount === this.newsOf.length) this.growNews();
    this.newsOf[this.newsCount] = job;
    this.newsCores[this.newsCount++] = cores;
  }

  /** Tells the metric what was shown since the last time. */
  tell(): void {
    if (this.newsCount === 0) return;
    this.metric.setRows(this.newsOf, this.newsCores, this.newsRows, this.newsCount);
    this.newsCount = 0;
  }

  private growNews(): void {
    const length = 2 * this.newsCount;
    const jobs = new Int32Array(length);
    jobs.set(this.newsOf);
    const cores = new Float64Array(length);
    cores.set(this.newsCores);
    this.newsOf = jobs;
    this.newsCores = cores;
    this.newsRows = Int32Array.from(jobs, (_, row) => row);
  }

  private sumAll(): void {
    const { posts, jobs, vms } = this;
    this.isSummed = true;
    for (let at = ALL_CORES; at < jobs.length; at += JOB) jobs[at] = 0;
    for (let post = 0; post < this.postCount; post++) posts[post * POST + CORES] = 0;
    for (let post = 0; post < this.postCount; post++) {
      this.showPost(post, vms[posts[post * POST + ON_VM]! * VM + PER_THREAD]!);
    }
  }

  private coresOf(job: number): number {
    const { posts, vms } = this;
    let sum = 0;
    for (let post = 0; post < this.postCount; post++) {
      const at = post * POST;
      if (posts[at + OF_JOB] !== job) continue;
      sum += posts[at + THREADS]! * vms[posts[at + ON_VM]! * VM + PER_THREAD]!;
    }
    return sum;
  }

  private postOf(vm: number, job: number): number {
    const { posts } = this;
    const first = this.vms[vm * VM + FIRST_POST]!;
    for (let post = first; post !== none; post = posts[post * POST + NEXT]!) {
      if (posts[post * POST + OF_JOB] === job) return post;
    }
    return this.addPost(vm, job, first);
  }

  private addPost(vm: number, job: number, next: number): number {
    const post = this.postCount++;
    const at = post * POST;
    if (at === this.posts.length) {
      const longer = new Float64Array(2 * at);
      longer.set(this.posts);
      this.posts = longer;
    }
    this.posts[at + OF_JOB] = job;
    this.posts[at + ON_VM] = vm;
    this.posts[at + NEXT] = next;
    this.vms[vm * VM + FIRST_POST] = post;
    return post;
  }
}

/** What is read together lies together: numbers of a job, of a VM, of a post. */
const JOB = 2;
const ALL_CORES = 0;
const ALL_THREADS = 1;
const VM = 2;
const PER_THREAD = 0;
const FIRST_POST = 1;
const POST = 8;
const THREADS = 0;
const CORES = 1;
const OF_JOB = 2;
const ON_VM = 3;
const NEXT = 4;
