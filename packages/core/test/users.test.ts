import type { UsersSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { always, at, cpu, host, job, Lab, lab, MHz, pause, vm, vms } from '../../../test/lab.ts';
import { closedThroughput } from '../src/guest/users/mean-value-analysis.ts';
import { finiteSourceReady } from '../src/hypervisor/cpu/finite-source.ts';

const users = (count: number, more: Partial<UsersSpec> = {}): UsersSpec => ({
  name: 'people',
  kind: 'users',
  users: count,
  think: always(10),
  transaction: [cpu(1)],
  ...more,
});

const app = (run: Lab, name: string) => ({
  perSecond: run.now('vm.app.throughputPerSecond', name),
  responseMs: run.now('vm.app.responseMs', name),
});

function alone(spec: UsersSpec, vcpus = 1): Lab {
  return new Lab(
    lab({
      hosts: [host('esx01')],
      workloads: [spec],
      vms: [vm('a', { host: 'esx01', vcpus, workload: 'people' })],
    }),
  ).to(60);
}

describe('users of a VM', () => {
  it('alone on a host: 16 who think 10 s and need 1 s each are those of mean value analysis', () => {
    const system = { users: 16, demandSeconds: 1, servers: 1, thinkSeconds: 10 };
    const expected = closedThroughput(system);
    const run = alone(users(16));
    expect(app(run, 'a').perSecond).toBeCloseTo(expected, 12);
    expect(app(run, 'a').responseMs).toBeCloseTo(1000 * (16 / expected - 10), 6);
    expect(run.used('a')[0]).toBeCloseTo(2000 * expected, 9);
  });

  it('add up stages, waits and times; cycles take the speed of the host', () => {
    const gigacycle = { ...cpu(0), cpu: { unit: 'megacycles', amount: always(500) } } as const;
    const transaction = [{ ...gigacycle, times: 2 }, cpu(0.25, { times: 2 }), pause(3)];
    const run = alone(users(1, { transaction }));
    // 1 Gcycle at 2 GHz and 0.5 s of work, 3 s of wait, 10 s of thinking.
    expect(app(run, 'a').perSecond).toBeCloseTo(1 / 14, 12);
    expect(app(run, 'a').responseMs).toBeCloseTo(4000, 6);
  });

  it('who need no CPU are held by nothing', () => {
    const run = alone(users(5, { transaction: [pause(1)] }));
    expect(app(run, 'a')).toEqual({ perSecond: 5 / 11, responseMs: 1000 });
  });

  it('are held by a limit: 500 MHz are a quarter of a transaction a second', () => {
    const run = new Lab(
      lab({
        hosts: [host('esx01')],
        workloads: [users(16)],
        vms: [
          vm('a', { host: 'esx01', workload: 'people', allocation: { cpu: { limit: MHz(500) } } }),
        ],
      }),
    ).to(60);
    expect(app(run, 'a').perSecond).toBeCloseTo(0.25, 12);
    expect(app(run, 'a').responseMs).toBeCloseTo(54_000, 6);
  });

  it('wait for each other where vCPUs outnumber cores: circle and finite source agree', () => {
    const run = new Lab(
      lab({
        hosts: [host('esx01')],
        workloads: [users(4, { think: always(6) })],
        vms: vms('a', 8, { host: 'esx01', workload: 'people' }),
      }),
    ).to(60);
    const { perSecond } = app(run, 'a01');
    const ready = finiteSourceReady(8, 4, perSecond);
    const system = {
      users: 4,
      demandSeconds: 1 + ready / perSecond,
      servers: 1,
      thinkSeconds: 6,
    };
    expect(ready).toBeGreaterThan(0.05);
    // The scheduler's table is within 0.00001 of the formula.
    expect(perSecond).toBeCloseTo(closedThroughput(system), 4);
    expect(run.cpu('a01').ready).toBeCloseTo(100 * ready, 2);
  });

  it('beside a neighbour with higher shares get what is left, and all of it when he goes', () => {
    const run = new Lab(
      lab({
        hosts: [host('esx01', { cores: 1 })],
        workloads: [users(100)],
        vms: [
          vm('a', { host: 'esx01', workload: 'people' }),
          vm('b', { host: 'esx01', allocation: { cpu: { shares: 3000 } } }),
        ],
        jobs: [job('j', [cpu(75)], { runOn: 'b' })],
      }),
    ).to(50);
    expect(app(run, 'a').perSecond).toBeCloseTo(0.25, 9);
    expect(app(run, 'a').responseMs).toBeCloseTo(390_000, 3);
    expect(app(run.to(200), 'a').perSecond).toBeCloseTo(1, 9);
  });

  it('share their VM with jobs, thread by thread', () => {
    const run = new Lab(
      lab({
        hosts: [host('esx01')],
        workloads: [users(1000)],
        vms: [vm('a', { host: 'esx01', workload: 'people' })],
        jobs: [job('j', [cpu(30)])],
      }),
    ).to(30);
    expect(app(run, 'a').perSecond).toBeCloseTo(0.5, 9);
    expect(app(run.to(100), 'a').perSecond).toBeCloseTo(1, 9);
  });

  it('wait while the VM is away, and are back with it', () => {
    const run = new Lab(
      lab({
        hosts: [host('esx01')],
        workloads: [users(16)],
        vms: [vm('a', { host: 'esx01', workload: 'people' }), vm('b', { host: 'esx01' })],
        timeline: [at(100, 'fail', 'esx01'), at(200, 'repair', 'esx01')],
      }),
    ).to(99);
    const before = app(run, 'a');
    expect(app(run.to(150), 'a')).toEqual({ perSecond: 0, responseMs: Number.NaN });
    run.to(3600);
    expect(app(run, 'b')).toEqual({ perSecond: Number.NaN, responseMs: Number.NaN });
    expect(app(run, 'a')).toEqual(before);
  });

  it('come and go with `set`', () => {
    const run = alone(users(16));
    const other = new Lab(
      lab({
        hosts: [host('esx01')],
        workloads: [users(16), { ...users(1), name: 'one' }],
        vms: [vm('a', { host: 'esx01', workload: 'one' })],
      }),
    ).to(60);
    expect(app(other, 'a').perSecond).toBeCloseTo(1 / 11, 12);
    other.set('vm', 'a', 'workload', 'people').to(120);
    expect(app(other, 'a')).toEqual(app(run, 'a'));
  });
});
