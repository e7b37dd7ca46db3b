import { describe, expect, it } from 'vitest';
import { busy, host, Lab, lab, MHz, percent, run, steady, vm } from '../../../test/lab.ts';

const four = { vcpus: 4, host: 'esx01', workload: 'busy' };
const five = { vcpus: 5, host: 'esx01', workload: 'busy' };

/** VMs with as many vCPUs as the host has cores, all wanting everything, and their claims. */
function shared(cores: number, claims: readonly object[], workloads = claims.map(() => 'busy')) {
  const machines = claims.map((cpu, i) =>
    vm(`vm${i + 1}`, {
      vcpus: cores,
      host: 'esx01',
      workload: workloads[i]!,
      allocation: { cpu },
    }),
  );
  return run(
    {
      hosts: [host('esx01', { cores })],
      workloads: [busy, steady('tenth', 10), steady('fifth', 20)],
      vms: machines,
    },
    60,
  ).used(...machines.map(({ name }) => name));
}

function expectMHz(actual: readonly number[], expected: readonly number[]): void {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((each, i) => {
    expect(actual[i]).toBeCloseTo(each, 6);
  });
}

describe('CPU of one host', () => {
  it('is divided in half between equals that want all 8,000 MHz', () => {
    expectMHz(shared(4, [{ shares: 1000 }, { shares: 1000 }]), [4000, 4000]);
  });

  it('is divided 2 to 1 by 2,000 and 1,000 shares', () => {
    expectMHz(shared(4, [{ shares: 2000 }, { shares: 1000 }]), [16000 / 3, 8000 / 3]);
  });

  it('goes 4 to 2 to 1 by high, normal and low', () => {
    // 3.5 cores of 2,000 MHz would be 4:2:1 of 7,000; with 8,000 each unit is 8,000 / 7.
    const words = [{ shares: 'high' }, { shares: 'normal' }, { shares: 'low' }];
    expectMHz(shared(4, words), [32000 / 7, 16000 / 7, 8000 / 7]);
  });

  it('holds one at its limit of 1,500 MHz and divides the other 8,500', () => {
    const claims = [
      { shares: 1000, reservation: MHz(3000) },
      { shares: 2000, limit: MHz(1500) },
      { shares: 1000 },
    ];
    expectMHz(shared(5, claims), [4250, 1500, 4250]);
  });

  it('keeps a reservation of 5,000 MHz that shares would not give', () => {
    const claims = [{ shares: 1000, reservation: MHz(5000) }, { shares: 2000 }, { shares: 1000 }];
    expectMHz(shared(5, claims), [5000, 10000 / 3, 5000 / 3]);
  });

  it('lends out a reservation of 5,000 MHz of which only 1,000 are used', () => {
    // The first wants 10 % of five cores, the third 20 %.
    const claims = [{ shares: 1000, reservation: MHz(5000) }, { shares: 2000 }, { shares: 1000 }];
    expectMHz(shared(5, claims, ['tenth', 'busy', 'fifth']), [1000, 7000, 2000]);
  });

  it('takes percentages of a reservation and a limit from the VM’s own vCPUs', () => {
    // Two vCPUs are 4,000 MHz: at most 25 % of them are 1,000 MHz, on an idle host.
    const parts = { vcpus: 2, host: 'esx01', workload: 'busy' };
    const small = vm('small', { ...parts, allocation: { cpu: { limit: percent(25) } } });
    const lone = run({ hosts: [host('esx01')], vms: [small] }, 60);
    // Of the 75 % in which it waits, a fifth is co-stop: two vCPUs, 0.5 / 2 of the ready time.
    expect(lone.cpu('small')).toEqual({ usedMHz: 1000, ready: 60, limited: 60 });
  });

  it('gives one vCPU one core of 2,000 MHz, however idle the others are', () => {
    const wish = { name: 'wish', kind: 'steady', demand: { cpu: MHz(5000) } } as const;
    const machines = [vm('one', { host: 'esx01', workload: 'wish' })];
    const lone = run({ hosts: [host('esx01')], workloads: [wish], vms: machines }, 60);
    expect(lone.now('vm.cpu.demandMHz', 'one')).toBe(5000);
    expect(lone.cpu('one')).toEqual({ usedMHz: 2000, ready: 0, limited: 0 });
    expect(lone.now('vm.cpu.usedPercent', 'one')).toBe(100);
  });

  it('shows the sums of its VMs, and 8,000 MHz of capacity', () => {
    const machines = [
      vm('a', { ...four, workload: 'half' }),
      vm('b', { ...four, vcpus: 2, workload: 'half' }),
    ];
    const both = run(
      { hosts: [host('esx01')], workloads: [steady('half', 50)], vms: machines },
      60,
    );
    expect(both.now('host.cpu.demandMHz', 'esx01')).toBe(6000);
    expect(both.now('host.cpu.usedMHz', 'esx01')).toBe(6000);
    expect(both.now('host.cpu.usedPercent', 'esx01')).toBe(75);
    expect(both.now('host.cpu.capacityMHz', 'esx01')).toBe(8000);
  });

  it('has no capacity and no percentages once the host has failed', () => {
    const machines = [vm('a', five)];
    const one = run({ hosts: [host('esx01', { cores: 5 })], vms: machines }, 60);
    one.give('fail', 'esx01').to(61);
    expect(one.now('host.cpu.capacityMHz', 'esx01')).toBe(0);
    expect(one.now('host.cpu.usedMHz', 'esx01')).toBe(0);
    expect(one.now('host.cpu.usedPercent', 'esx01')).toBeNaN();
    expect(one.now('host.cpu.readyPercent', 'esx01')).toBeNaN();
  });
});

describe('a VM that is off', () => {
  it('wants and uses 0 MHz and has no percentages', () => {
    const machines = [vm('off', { ...four, power: 'powered-off' }), vm('on', four)];
    const both = run({ hosts: [host('esx01')], vms: machines }, 60);
    expect(both.now('vm.cpu.demandMHz', 'off')).toBe(0);
    expect(both.cpu('off')).toEqual({ usedMHz: 0, ready: Number.NaN, limited: Number.NaN });
    expect(both.now('vm.cpu.usedPercent', 'off')).toBeNaN();
    expect(both.now('vm.guest.cpuPercent', 'off')).toBeNaN();
    expect(both.used('on')).toEqual([8000]);
  });

  it('leaves all to the others in the instant in which it is switched off', () => {
    const both = run({ hosts: [host('esx01')], vms: [vm('a', four), vm('b', four)] }, 60);
    expect(both.used('a', 'b')).toEqual([4000, 4000]);
    both.give('powerOff', 'a');
    expect(both.used('a', 'b')).toEqual([0, 8000]);
  });

  it('wants nothing while it boots, and has a ready time of 0 then', () => {
    const machines = [vm('a', { ...four, power: 'powered-off' }), vm('b', four)];
    const both = new Lab(lab({ hosts: [host('esx01')], vms: machines })).to(10);
    both.give('powerOn', 'a').to(99);
    expect(both.cpu('a')).toEqual({ usedMHz: 0, ready: 0, limited: 0 });
    expect(both.to(100).used('a', 'b')).toEqual([4000, 4000]);
  });
});
