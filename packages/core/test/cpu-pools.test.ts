import type { PoolSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { cluster, host, Lab, lab, MHz, percent, run, vm } from '../../../test/lab.ts';

const onA = { vcpus: 4, host: 'esx01', workload: 'busy' };
const onB = { ...onA, host: 'esx02' };
const two = {
  hosts: [host('esx01'), host('esx02')],
  clusters: [cluster('lab', ['esx01', 'esx02'])],
};

const pool = (name: string, more: Partial<PoolSpec>): PoolSpec => ({
  name,
  allocation: {},
  ...more,
});

describe('pools on a host', () => {
  it('divide 6,000 MHz into 4,000 and 2,000 by 8,000 and 4,000 shares', () => {
    const lone = run(
      {
        hosts: [host('esx01', { cores: 3 })],
        pools: [
          pool('marketing', { host: 'esx01', allocation: { cpu: { shares: 'normal' } } }),
          pool('qa', { host: 'esx01', allocation: { cpu: { shares: 'high' } } }),
        ],
        vms: [
          vm('m1', { ...onA, vcpus: 3, pool: 'marketing' }),
          vm('q1', { ...onA, vcpus: 3, pool: 'qa' }),
          vm('q2', { ...onA, vcpus: 3, pool: 'qa' }),
        ],
      },
      60,
    );
    expect(lone.now('pool.cpu.usedMHz', 'qa')).toBeCloseTo(4000, 6);
    expect(lone.now('pool.cpu.usedMHz', 'marketing')).toBeCloseTo(2000, 6);
    expect(lone.now('pool.cpu.demandMHz', 'qa')).toBe(12000);
    expect(lone.used('q1', 'q2')).toEqual([2000, 2000].map((each) => expect.closeTo(each, 6)));
  });

  it('in a pool share what their pool gets, whatever shares they have against outsiders', () => {
    // Root: the pool's 4,000 shares against the VM's 4 x 2,000 = 8,000 of 12,000.
    // Outer 8,000 / 3; inner takes 4,000 : 1,000 of it against the VM beside it.
    const lone = run(
      {
        hosts: [host('esx01')],
        pools: [pool('inner', { parent: 'outer' }), pool('outer', { host: 'esx01' })],
        vms: [
          vm('alone', { ...onA, allocation: { cpu: { shares: 'high' } } }),
          vm('beside', { ...onA, pool: 'outer', allocation: { cpu: { shares: 1000 } } }),
          vm('deep', { ...onA, pool: 'inner' }),
        ],
      },
      60,
    );
    expect(lone.used('alone')[0]).toBeCloseTo(16000 / 3, 6);
    expect(lone.used('beside')[0]).toBeCloseTo(8000 / 15, 6);
    expect(lone.used('deep')[0]).toBeCloseTo(32000 / 15, 6);
    expect(lone.now('pool.cpu.usedMHz', 'outer')).toBeCloseTo(8000 / 3, 6);
    expect(lone.now('pool.cpu.usedMHz', 'inner')).toBeCloseTo(32000 / 15, 6);
  });

  it('hold their VMs at 25 % of the host by a limit, and call all that wait for it limited', () => {
    const lone = run(
      {
        hosts: [host('esx01')],
        pools: [pool('small', { host: 'esx01', allocation: { cpu: { limit: percent(25) } } })],
        vms: [vm('a', { ...onA, pool: 'small' })],
      },
      60,
    );
    // Of the 75 % in which it waits, ready is 1 / (1 + 0.5 * 3 / 4); the rest is co-stop.
    expect(lone.cpu('a').usedMHz).toBe(2000);
    expect(lone.cpu('a').ready).toBeCloseTo(75 / 1.375, 9);
    expect(lone.cpu('a').limited).toBe(lone.cpu('a').ready);
  });

  it('keep a reservation of 3,000 MHz for the one VM that needs it', () => {
    // By 4,000 : 12,000 shares the pool would have 2,000 of 8,000.
    const lone = run(
      {
        hosts: [host('esx01')],
        pools: [pool('gold', { host: 'esx01', allocation: { cpu: { reservation: MHz(3000) } } })],
        vms: [
          vm('g', { ...onA, pool: 'gold' }),
          vm('other', { ...onA, allocation: { cpu: { shares: 12000 } } }),
        ],
      },
      60,
    );
    expect(lone.used('g', 'other')).toEqual([3000, 5000]);
  });
});

describe('a pool of a cluster', () => {
  const limited = [pool('web', { cluster: 'lab', allocation: { cpu: { limit: MHz(6000) } } })];
  const members = [
    vm('w1', { ...onA, pool: 'web' }),
    vm('w2', { ...onB, pool: 'web' }),
    vm('w3', { ...onB, pool: 'web' }),
  ];

  it('has a third of its limit of 6,000 MHz where a third of its shares is', () => {
    const both = run({ ...two, pools: limited, vms: members }, 60);
    expect(both.used('w1', 'w2', 'w3')).toEqual([2000, 2000, 2000]);
    expect(both.now('pool.cpu.usedMHz', 'web')).toBe(6000);
    expect(both.now('pool.cpu.demandMHz', 'web')).toBe(24000);
  });

  it('moves its limit to the other host when its VMs here go off', () => {
    const both = run({ ...two, pools: limited, vms: members }, 60);
    both.give('powerOff', 'w3');
    expect(both.used('w1', 'w2')).toEqual([3000, 3000]);
    both.give('powerOff', 'w1');
    expect(both.used('w1', 'w2')).toEqual([0, 6000]);
    expect(both.now('pool.cpu.usedMHz', 'web')).toBe(6000);
    both.give('powerOff', 'w2');
    expect(both.now('pool.cpu.usedMHz', 'web')).toBe(0);
    expect(both.now('pool.cpu.demandMHz', 'web')).toBe(0);
  });

  it('follows its VMs to where they are restarted', () => {
    const both = run({ ...two, pools: limited, vms: members }, 60);
    both.give('fail', 'esx02').to(60 + 15 + 90);
    // All on esx01: three equals in 6,000 MHz of its 8,000.
    expect(both.used('w1', 'w2', 'w3')).toEqual([2000, 2000, 2000]);
    expect(both.now('pool.cpu.usedMHz', 'web')).toBe(6000);
  });

  it('cuts its limit anew when the shares of a VM change, and forgets them when it leaves', () => {
    const both = new Lab(lab({ ...two, pools: limited, vms: members })).to(60);
    both.set('vm', 'w1', 'allocation.cpu.shares', 16000);
    // 16,000 of 24,000 shares are on esx01.
    expect(both.used('w1', 'w2', 'w3')).toEqual([4000, 1000, 1000]);
    both.give('powerOff', 'w1');
    expect(both.used('w1', 'w2', 'w3')).toEqual([0, 3000, 3000]);
    both.give('powerOn', 'w1').to(60 + 90);
    expect(both.used('w1', 'w2', 'w3')).toEqual([4000, 1000, 1000]);
  });

  it('never gives more than its limit, though a VM without shares is alone on a host', () => {
    const none = { allocation: { cpu: { shares: 0 } } };
    const machines = [
      vm('w1', { ...onA, ...none, pool: 'web' }),
      vm('w2', { ...onB, pool: 'web' }),
    ];
    const both = run({ ...two, pools: limited, vms: machines }, 60);
    // It counts as one share beside 4,000.
    expect(both.used('w1')[0]).toBeCloseTo(6000 / 4001, 9);
    expect(both.used('w2')[0]).toBeCloseTo((6000 * 4000) / 4001, 9);
  });
});
