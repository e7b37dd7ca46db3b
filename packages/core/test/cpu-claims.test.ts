import { describe, expect, it } from 'vitest';
import { cluster, host, Lab, lab, MHz, percent, vm } from '../../../test/lab.ts';

const four = { vcpus: 4, host: 'esx01', workload: 'busy' };

/** Two VMs that each want all 8,000 MHz of a host, at 60 s. */
function pair(): Lab {
  return new Lab(lab({ hosts: [host('esx01')], vms: [vm('a', four), vm('b', four)] })).to(60);
}

describe('set on the claims of a VM', () => {
  it('divides anew by shares of 12,000 and 4,000 in that instant', () => {
    const both = pair().set('vm', 'a', 'allocation.cpu.shares', 12000);
    expect(both.used('a', 'b')).toEqual([6000, 2000]);
    expect(both.set('vm', 'a', 'allocation.cpu.shares', 'low').used('a')[0]).toBeCloseTo(8000 / 3);
  });

  it('holds it at a limit of 1,000 MHz, and at 25 % of its vCPUs', () => {
    const both = pair().set('vm', 'a', 'allocation.cpu.limit', MHz(1000));
    expect(both.used('a', 'b')).toEqual([1000, 7000]);
    both.set('vm', 'a', 'allocation.cpu.limit', percent(25));
    expect(both.used('a', 'b')).toEqual([2000, 6000]);
    const { data } = both.events('vm.claimChanged')[1]!;
    expect(data).toEqual({ key: 'limit', value: 2000 });
  });

  it('grants a reservation of 5,000 MHz, then refuses 4,000 where 3,000 are left', () => {
    const both = pair().set('vm', 'a', 'allocation.cpu.reservation', MHz(5000));
    expect(both.used('a', 'b')).toEqual([5000, 3000]);
    both.set('vm', 'b', 'allocation.cpu.reservation', MHz(4000));
    expect(both.log('vm.claimRefused')).toEqual(['60 b']);
    expect(both.events('vm.claimRefused')[0]!.data).toEqual({ key: 'reservation', value: 4000 });
    both.set('vm', 'a', 'allocation.cpu.reservation', MHz(1000));
    both.set('vm', 'b', 'allocation.cpu.reservation', MHz(4500));
    expect(both.used('a', 'b')).toEqual([3500, 4500]);
  });

  it('tells of the command that caused it', () => {
    const both = pair().set('vm', 'a', 'allocation.cpu.shares', 12000);
    const [changed] = both.events('vm.claimChanged');
    const given = both.simulation.events.get(changed!.cause!)!;
    expect(given.type).toBe('command.given');
    expect(given.data.verb).toBe('set');
  });

  it('stays with the VM when it is restarted on another host, percentages of that one', () => {
    // esx02 has cores of 1,000 MHz: 25 % of four of them are 1,000 MHz.
    const moved = new Lab(
      lab({
        hosts: [host('esx01'), host('esx02', { speedMHz: 1000 })],
        clusters: [cluster('lab', ['esx01', 'esx02'])],
        vms: [vm('a', four)],
      }),
    ).to(60);
    moved.set('vm', 'a', 'allocation.cpu.limit', percent(25));
    expect(moved.used('a')).toEqual([2000]);
    moved.give('fail', 'esx01').to(60 + 15 + 90);
    expect(moved.vm('a').host).toBe('esx02');
    expect(moved.used('a')).toEqual([1000]);
  });

  it('counts when a VM that was off is switched on', () => {
    const machines = [vm('a', four), vm('b', { ...four, power: 'powered-off' })];
    const both = new Lab(lab({ hosts: [host('esx01')], vms: machines })).to(60);
    both.set('vm', 'b', 'allocation.cpu.reservation', MHz(9000));
    both.give('powerOn', 'b');
    expect(both.events('vm.powerOnRefused')[0]!.data.reason).toBe(
      'no host has enough unreserved CPU',
    );
    both.set('vm', 'b', 'allocation.cpu.reservation', MHz(6000)).give('powerOn', 'b');
    expect(both.to(150).used('a', 'b')).toEqual([2000, 6000]);
  });
});

describe('set on the claims of a pool', () => {
  const pools = [
    { name: 'left', host: 'esx01', allocation: {} },
    { name: 'right', host: 'esx01', allocation: { cpu: { expandable: false } } },
  ];
  const machines = [vm('a', { ...four, pool: 'left' }), vm('b', { ...four, pool: 'right' })];
  const poolPair = () => new Lab(lab({ hosts: [host('esx01')], pools, vms: machines })).to(60);

  it('divides anew by shares, limit and reservation', () => {
    const both = poolPair().set('pool', 'left', 'allocation.cpu.shares', 'high');
    expect(both.used('a', 'b')[0]).toBeCloseTo(16000 / 3, 6);
    both.set('pool', 'left', 'allocation.cpu.limit', percent(25));
    expect(both.used('a', 'b')).toEqual([2000, 6000]);
    both.set('pool', 'left', 'allocation.cpu.limit', MHz(9000));
    both.set('pool', 'right', 'allocation.cpu.reservation', MHz(7000));
    expect(both.used('a', 'b')).toEqual([1000, 7000]);
    expect(both.log('pool.claimChanged')).toEqual(Array(3).fill('60 left').concat('60 right'));
  });

  it('refuses to reserve 3,000 MHz of which others have all but 1,000', () => {
    const both = poolPair().set('pool', 'right', 'allocation.cpu.reservation', MHz(7000));
    both.set('pool', 'left', 'allocation.cpu.reservation', MHz(3000));
    expect(both.log('pool.claimRefused')).toEqual(['60 left']);
    both.set('pool', 'left', 'allocation.cpu.reservation', MHz(1000));
    expect(both.log('pool.claimChanged')).toEqual(['60 right', '60 left']);
  });

  it('refuses to take from a pool that cannot borrow what its VMs reserve', () => {
    const both = poolPair().set('pool', 'right', 'allocation.cpu.reservation', MHz(4000));
    both.set('vm', 'b', 'allocation.cpu.reservation', MHz(3500));
    both.set('pool', 'right', 'allocation.cpu.reservation', MHz(3000));
    expect(both.log('pool.claimRefused')).toEqual(['60 right']);
  });
});
