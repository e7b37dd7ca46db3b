/** Users whose transactions read and write: rule E of the design note, through a simulation. */
import type { Scenario, WorkloadSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { always, at, busy, cpu, host, job, Lab, lab, vm, vms } from '../../../test/lab.ts';
import type { World } from '../src/inventory/world.ts';
import { simulateRequests } from '../src/sharing/queueing/request-queue.fixtures.ts';

const disk = { name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false };
const spindles = { name: 'disk0', raid: 'raid0', spindles: 10, sizeMiB: 1_000_000 } as const;
const requestMB = 0.004;
const serviceSeconds = 1 / 180 + requestMB / 80;
const read = { readMiB: requestMB / 1.048576, threads: 1, times: 1 };

type Users = Extract<WorkloadSpec, { kind: 'users' }>;

function people(users: number, transaction: Users['transaction'], thinkSeconds = 0.05): Users {
  return { name: 'people', kind: 'users', users, think: always(thinkSeconds), transaction };
}

/** VMs with users on a host of many cores with ten disks of its own. */
function farm(count: number, workload: Users, more: Partial<Scenario> = {}, cores = 16): Lab {
  const on = { host: 'esx01', datastore: 'esx01:disk0', disks: [disk] };
  return new Lab(
    lab({
      hosts: [host('esx01', { cores, localDisks: [spindles] })],
      vms: vms('app', count, { ...on, workload: 'people' }),
      ...more,
      workloads: [workload, busy],
    }),
  );
}

const throughput = (run: Lab, name = 'app01') => run.now('vm.app.throughputPerSecond', name);

describe('users of ten disks who think 50 ms', () => {
  it.each([
    [12, 5],
    [4, 15],
    [30, 5],
  ])('%i VMs of %i make within 1 %% what single requests make', (count, users) => {
    const run = farm(count, people(users, [read])).to(1);
    const all = count * throughput(run);
    const [seen] = simulateRequests({
      ...{ servers: 10, serviceSeconds, requests: 2e5 },
      sources: [{ outstanding: count * users, thinkSeconds: 0.05 }],
    });
    expect(Math.abs(all / seen!.rate - 1)).toBeLessThan(0.01);
  });

  it('see N = X R, and disks that move X requests', () => {
    const run = farm(12, people(5, [read])).to(1);
    const rate = throughput(run);
    expect(rate * (0.05 + run.now('vm.app.responseMs', 'app01') / 1000)).toBeCloseTo(5, 9);
    expect(run.now('vm.io.readIops', 'app01')).toBeCloseTo(rate, 9);
  });

  it('have two requests for each transaction where a stage is done twice or is of 128 KiB', () => {
    const twice = farm(4, people(5, [{ ...read, times: 2 }])).to(1);
    expect(twice.now('vm.io.readIops', 'app01')).toBeCloseTo(2 * throughput(twice), 9);
    const large = farm(4, people(5, [{ ...read, readMiB: 0.125 }])).to(1);
    expect(large.now('vm.io.readIops', 'app01')).toBeCloseTo(2 * throughput(large), 9);
  });
});

describe('a starved disk', () => {
  const on = { host: 'esx01', datastore: 'esx01:disk0', disks: [disk] };
  const work = people(10, [cpu(0.001), { ...read, times: 4 }], 0);
  const apps = vms('app', 2, { ...on, workload: 'people' });
  const scan = job('scan', [{ readMiB: 1e6, threads: 1, times: 1 }], { runOn: 'reader' });

  it('slows the application and idles its CPU', () => {
    const alone = farm(2, work).to(1);
    const beside = farm(2, work, { vms: [...apps, vm('reader', on)], jobs: [scan] }).to(1);
    expect(throughput(beside)).toBeLessThan(0.95 * throughput(alone));
    const used = (run: Lab) => run.now('vm.cpu.usedMHz', 'app01');
    expect(used(beside) / used(alone)).toBeCloseTo(throughput(beside) / throughput(alone), 6);
  });

  it('lets users go on as before once the other reader has gone', () => {
    const parts = { vms: [...apps, vm('reader', on)], jobs: [scan] };
    const timeline = [at(1, 'powerOff', 'reader')];
    const run = farm(2, work, { ...parts, timeline }).to(2);
    const alone = farm(2, work).to(2);
    expect(Math.abs(throughput(run) / throughput(alone) - 1)).toBeLessThan(2e-3);
  });

  it('that stands still stops all, and all goes on when it moves again', () => {
    const run = farm(2, work).to(1);
    const before = throughput(run);
    const { storage } = (run.simulation as unknown as { world: World }).world;
    const [mount] = storage.mounts;
    const turn = (state: 'open' | 'stalled'): void => {
      mount!.state = state;
      storage.mountChanged.call(mount!, undefined);
    };
    turn('stalled');
    run.to(2);
    expect([throughput(run), run.now('vm.cpu.usedMHz', 'app01')]).toEqual([0, 0]);
    expect(run.now('vm.app.responseMs', 'app01')).toBeNaN();
    turn('open');
    expect(Math.abs(throughput(run.to(3)) / before - 1)).toBeLessThan(2e-3);
  });
});

describe('a full CPU', () => {
  it('lets users ask their disk for no more than it allows', () => {
    const run = farm(4, people(20, [cpu(0.02), read], 0), {}, 1).to(1);
    expect(throughput(run)).toBeCloseTo(1 / 0.02 / 4, 1);
    expect(run.now('vm.io.readIops', 'app01')).toBeCloseTo(throughput(run), 9);
  });
});

describe('users who are gone', () => {
  it('leave no stream behind', () => {
    const timeline = [at(1, 'powerOff', 'app01'), at(2, 'suspend', 'app02')];
    const run = farm(2, people(5, [read]), { timeline }).to(3);
    expect(run.now('vm.io.readIops', 'app01')).toBe(0);
    expect(run.now('vm.io.readIops', 'app02')).toBe(0);
    run.give('resume', 'app02').to(4);
    expect(run.now('vm.io.readIops', 'app02')).toBeGreaterThan(50);
  });
});
