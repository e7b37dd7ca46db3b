import type { PoolSpec, Scenario } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { cluster, host, Lab, lab, MHz, percent, vm } from '../../../test/lab.ts';

/** VMs that are off until the test switches them on, and then reserve this much. */
const needs = (name: string, mhz: number, more: object = {}) =>
  vm(name, {
    host: 'esx01',
    vcpus: 4,
    power: 'powered-off',
    allocation: { cpu: { reservation: MHz(mhz) } },
    ...more,
  });

/** A pool with a reservation that borrows, or does not. */
const pool = (name: string, place: object, mhz: number, expandable = true): PoolSpec => ({
  name,
  ...place,
  allocation: { cpu: { reservation: MHz(mhz), expandable } },
});
const onHost = { host: 'esx01' };
const within = (parent: string) => ({ parent });

/** One host of 8,000 MHz and 64 GiB; switches all on in name order. */
function switchedOn(parts: Partial<Scenario> & Pick<Scenario, 'vms'>): Lab {
  return new Lab(lab({ hosts: [host('esx01')], ...parts })).to(10).give('powerOn', 'kind=vm');
}

const refused = (run: Lab): string[] =>
  run.events('vm.powerOnRefused').map((event) => `${run.subject(event)}: ${event.data.reason}`);

describe('admission to a host', () => {
  it('takes VMs up to the last of 65,536 MiB', () => {
    const memory = (name: string, memoryMiB: number) => needs(name, 0, { memoryMiB });
    const run = switchedOn({ vms: [memory('a', 65535), memory('b', 2), memory('c', 1)] });
    expect(refused(run)).toEqual(['b: no host has enough unclaimed memory']);
  });

  it('takes reservations up to the last of 8,000 MHz', () => {
    const run = switchedOn({ vms: [needs('a', 7000), needs('b', 1001), needs('c', 1000)] });
    expect(refused(run)).toEqual(['b: no host has enough unreserved CPU']);
  });

  it('takes ten reservations of a tenth each, whatever their sum rounds to', () => {
    const tenth = { vcpus: 1, allocation: { cpu: { reservation: percent(10) } } };
    const hosts = [host('esx01', { cores: 1, speedMHz: 2660.1 })];
    const machines = Array.from({ length: 11 }, (_, i) => needs(`v${10 + i}`, 0, tenth));
    expect(refused(switchedOn({ hosts, vms: machines }))).toEqual([
      'v20: no host has enough unreserved CPU',
    ]);
  });

  it('gives what a VM held to the next one when that goes off', () => {
    const run = switchedOn({ vms: [needs('a', 8000), needs('b', 8000)] });
    run.give('powerOff', 'a').give('powerOn', 'b').to(200);
    expect(run.log('vm.booted')).toEqual(['100 b']);
  });

  it('asks no more vCPUs of a host than it has cores, nor than its platform allows', () => {
    const hosts = [host('esx01', { cores: 8, platform: 'esx3' })];
    const run = switchedOn({ hosts, vms: [needs('a', 0), needs('b', 0, { vcpus: 5 })] });
    expect(refused(run)).toEqual(['b: no host has enough cores for its vCPUs']);
  });
});

describe('admission to a pool', () => {
  it('that cannot expand ends at its own 3,000 MHz', () => {
    const pools = [pool('p', onHost, 3000, false)];
    const machines = [needs('a', 2000, { pool: 'p' }), needs('b', 1001, { pool: 'p' })];
    expect(refused(switchedOn({ pools, vms: machines }))).toEqual([
      'b: its pool has no unreserved CPU left',
    ]);
  });

  it('that expands borrows from the host, up to what other pools leave', () => {
    // 3,000 are promised to q; p has 1,000 and borrows 4,000 at most.
    const pools = [pool('p', onHost, 1000), pool('q', onHost, 3000)];
    const inP = { pool: 'p' };
    const machines = [needs('a', 4999, inP), needs('b', 2, inP), needs('c', 1, inP)];
    expect(refused(switchedOn({ pools, vms: machines }))).toEqual([
      'b: its pool has no unreserved CPU left',
    ]);
  });

  it('borrows up two levels, and no further than a level that cannot expand', () => {
    // inner 500 borrows from middle 1,000, which borrows from outer 2,000, which ends there.
    const pools = [
      pool('inner', within('middle'), 500),
      pool('middle', within('outer'), 1000),
      pool('outer', onHost, 2000, false),
    ];
    const inside = { pool: 'inner' };
    const machines = [needs('a', 1500, inside), needs('b', 501, inside), needs('c', 500, inside)];
    expect(refused(switchedOn({ pools, vms: machines }))).toEqual([
      'b: its pool has no unreserved CPU left',
    ]);
  });

  it('leaves VMs outside of pools no more than what is not promised to pools', () => {
    // The pool has 6,000 of 8,000 MHz, used or not; a takes the other 2,000, and b none.
    const pools = [pool('p', onHost, 6000)];
    const machines = [needs('a', 2000), needs('b', 1), needs('c', 6000, { pool: 'p' })];
    const run = switchedOn({ pools, vms: machines });
    expect(refused(run)).toEqual(['b: all CPU is promised to resource pools']);
    expect(run.to(200).log('vm.booted')).toEqual(['100 a', '100 c']);
  });

  it('lends again what a VM gave back, at all levels', () => {
    const pools = [pool('inner', within('outer'), 0), pool('outer', onHost, 2000, false)];
    const machines = [needs('a', 2000, { pool: 'inner' }), needs('b', 2000, { pool: 'outer' })];
    const run = switchedOn({ pools, vms: machines });
    expect(refused(run)).toEqual(['b: its pool has no unreserved CPU left']);
    run.give('powerOff', 'a').give('powerOn', 'b').to(200);
    expect(run.log('vm.booted')).toEqual(['100 b']);
  });

  it('of a cluster counts its connected hosts only', () => {
    // Two hosts of 8,000 MHz; 10,000 in the pool cannot be borrowed from one host.
    const two = {
      hosts: [host('esx01'), host('esx02', { power: 'powered-off' })],
      clusters: [cluster('lab', ['esx01', 'esx02'])],
      pools: [pool('p', { cluster: 'lab' }, 0)],
    };
    const inP = { pool: 'p', cluster: 'lab' };
    const run = switchedOn({ ...two, vms: [needs('a', 5000, inP), needs('b', 5000, inP)] });
    expect(refused(run)).toEqual(['b: no host has enough unreserved CPU']);
    run.give('powerOn', 'esx02').give('powerOn', 'b').to(200);
    expect(run.log('vm.booted')).toEqual(['100 a', '100 b']);
  });
});

describe('a pool that reserves too much', () => {
  const simulated = (pools: readonly PoolSpec[]) => () =>
    new Lab(lab({ hosts: [host('esx01')], pools, vms: [] }));

  it('is refused where all of a host’s 8,000 MHz are promised', () => {
    const full = [pool('a', onHost, 5000), pool('b', onHost, 3000)];
    expect(simulated(full)).not.toThrow();
    expect(simulated([...full, pool('c', onHost, 1)])).toThrow(
      'c reserves 1 MHz, which esx01 cannot cover',
    );
  });

  it('is refused where its parent cannot expand, and granted where that can', () => {
    const child = (expandable: boolean) => [
      pool('inner', within('outer'), 3000),
      pool('outer', onHost, 2000, expandable),
    ];
    expect(simulated(child(false))).toThrow('inner reserves 3000 MHz, which outer cannot cover');
    expect(simulated(child(true))).not.toThrow();
  });
});

describe('a scenario that is not sorted by name', () => {
  it('is a bug of whoever loaded it', () => {
    const scenario = lab({ hosts: [host('esx01')], vms: [vm('a', onHost), vm('b', onHost)] });
    const turned = { ...scenario, vms: [...scenario.vms].reverse() };
    expect(() => new Lab(turned)).toThrow('entities of a scenario must be sorted by name');
  });
});
