import { describe, expect, it } from 'vitest';
import { MetricStore } from '../../observe/metrics.ts';
import { BusyCores } from './busy-cores.ts';

const jobs = 30;
const vms = 50;

/** 200 pairs of a VM and a job, in an order that jumps about. */
function runningPairs() {
  const clock = { nowSeconds: 0 };
  const store = new MetricStore(clock);
  const spec = {
    name: 'job.busyCores',
    doc: 'Cores.',
    unit: '',
    entity: 'job',
    kind: 'gauge',
  } as const;
  const metric = store.define(spec, jobs);
  const busy = new BusyCores(metric, jobs, vms);
  const expected = new Float64Array(jobs);
  for (let pair = 0; pair < 200; pair++) {
    const vm = (7 * pair) % vms;
    const job = (11 * pair + Math.floor(pair / vms)) % jobs;
    busy.add(vm, job, 1 + (pair % 3));
    expected[job]! += (1 + (pair % 3)) * (vm / 64);
  }
  const showAll = (): void => {
    for (let vm = 0; vm < vms; vm++) busy.show(vm, vm / 64);
    busy.tell();
  };
  return { store, metric, busy, expected, showAll };
}

describe('cores that jobs keep busy', () => {
  it('are added up over 200 pairs of a VM and a job when somebody asks', () => {
    const { metric, expected, showAll } = runningPairs();
    showAll();
    for (let job = 0; job < jobs; job++) expect(metric.value(job)).toBe(expected[job]);
  });

  it('are the same kept by differences, from when they are observed', () => {
    const { store, metric, busy, expected, showAll } = runningPairs();
    showAll();
    store.watch({ metric: 'job.busyCores' });
    showAll();
    for (let job = 0; job < jobs; job++) expect(metric.value(job)).toBe(expected[job]);
    for (let vm = 0; vm < vms; vm++) busy.show(vm, 0);
    busy.tell();
    for (let job = 0; job < jobs; job++) expect(metric.value(job)).toBe(0);
  });
});
