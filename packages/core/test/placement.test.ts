import type { PlacementPolicy, Scenario, SimulateOptions, VmSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { at, cluster, host, Lab, lab, MHz, vm, vms } from '../../../test/lab.ts';

const free = { cluster: 'lab', workload: 'busy' };
const names = ['esx01', 'esx02', 'esx03'];

function placed(
  machines: readonly VmSpec[],
  more: Partial<Scenario> = {},
  options: SimulateOptions = {},
): Lab {
  const hosts = names.map((name) => host(name));
  return new Lab(
    lab({ hosts, clusters: [cluster('lab', names)], vms: machines, ...more }),
    options,
  );
}

const homes = (run: Lab, machines: readonly VmSpec[]): (string | null)[] =>
  machines.map(({ name }) => run.vm(name).host);

describe('initial placement', () => {
  it('deals six equal VMs out over three hosts, by name', () => {
    const machines = vms('vm', 6, free);
    expect(homes(placed(machines).to(1), machines)).toEqual([...names, ...names]);
  });

  it('puts pinned VMs first, and the others where most is unreserved after that', () => {
    const machines = [
      vm('a', free),
      vm('b', free),
      vm('x', { ...free, host: 'esx01' }),
      vm('y', { ...free, host: 'esx02', memoryMiB: 512 }),
    ];
    // esx03 is empty; then esx02 has more memory than esx01 and esx03.
    expect(homes(placed(machines).to(1), machines)).toEqual(['esx03', 'esx02', 'esx01', 'esx02']);
  });

  it('lets the scarcer of CPU and memory decide', () => {
    // esx01 has half of its CPU reserved, esx02 a quarter of its memory, esx03 three quarters.
    const machines = [
      vm('a', {
        ...free,
        host: 'esx01',
        vcpus: 2,
        allocation: { cpu: { reservation: MHz(4000) } },
      }),
      vm('b', { ...free, host: 'esx02', memoryMiB: 16384 }),
      vm('c', { ...free, host: 'esx03', memoryMiB: 49152 }),
      vm('d', free),
    ];
    expect(placed(machines).to(1).vm('d').host).toBe('esx02');
  });

  it('has VMs running at 0 s that need no boot', () => {
    const machines = vms('vm', 3, free);
    const run = placed(machines).to(0);
    expect(machines.map(({ name }) => run.vm(name).state)).toEqual(Array(3).fill('running'));
    expect(run.log('vm.poweredOn', 'vm.booted')).toEqual([]);
  });

  it('leaves down what fits nowhere, and says what is missing', () => {
    const machines = [
      ...vms('full', 3, { ...free, memoryMiB: 65536 }),
      vm('late', free),
      vm('pinned', { ...free, host: 'esx01', memoryMiB: 65537 }),
      vm('wide', { ...free, vcpus: 5 }),
    ];
    const run = placed(machines).to(1);
    const reasons = run.events('vm.placementFailed').map((event) => event.data.reason);
    expect(run.log('vm.placementFailed')).toEqual(['0 pinned', '0 late', '0 wide']);
    expect(reasons).toEqual([
      'no host has enough unclaimed memory',
      'no host has enough unclaimed memory',
      'no host has enough cores for its vCPUs',
    ]);
  });

  it('keeps VMs off a host that is off', () => {
    const hosts = [host('esx01'), host('esx02', { power: 'powered-off' }), host('esx03')];
    const machines = vms('vm', 4, free);
    const run = placed(machines, { hosts }).to(1);
    expect(homes(run, machines)).toEqual(['esx01', 'esx03', 'esx01', 'esx03']);
  });

  it('comes before the commands of 0 s, given by the timeline or by hand', () => {
    const machines = vms('vm', 3, free);
    const timed = placed(machines, { timeline: [at(0, 'powerOff', 'vm01')] }).to(1);
    const byHand = placed(machines).give('powerOff', 'vm01').to(1);
    for (const run of [timed, byHand]) {
      expect(run.vm('vm01').state).toBe('powered-off');
      expect(homes(run, machines)).toEqual(names);
    }
  });
});

describe('a placement policy of one’s own', () => {
  const last: PlacementPolicy = {
    name: 'last',
    choose: (_vm, candidates) => candidates.at(-1),
  };

  it('chooses hosts at the start and for restarts', () => {
    const machines = vms('vm', 3, free);
    const timeline = [at(100, 'fail', 'esx03')];
    const run = placed(machines, { timeline }, { policies: { placement: last } }).to(1);
    expect(homes(run, machines)).toEqual(Array(3).fill('esx03'));
    expect(homes(run.to(500), machines)).toEqual(Array(3).fill('esx02'));
  });

  it('sees what is unreserved on each host that can take the VM, and no other host', () => {
    const seen: string[] = [];
    const noting: PlacementPolicy = {
      name: 'noting',
      choose: (each, candidates) => {
        for (const { host: there, unreservedMHz, unclaimedMemoryMiB } of candidates) {
          seen.push(`${each.name} ${there.name} ${unreservedMHz} ${unclaimedMemoryMiB}`);
        }
        return candidates[0];
      },
    };
    const claim = { allocation: { cpu: { reservation: MHz(1500) } } };
    const machines = [vm('a', { ...free, ...claim, memoryMiB: 65000 }), vm('b', free)];
    placed(machines, {}, { policies: { placement: noting } }).to(1);
    expect(seen).toEqual([
      ...['a esx01 8000 65536', 'a esx02 8000 65536', 'a esx03 8000 65536'],
      ...['b esx02 8000 65536', 'b esx03 8000 65536'],
    ]);
  });

  it('may leave a VM unplaced', () => {
    const none: PlacementPolicy = { name: 'none', choose: () => undefined };
    const run = placed([vm('a', free)], {}, { policies: { placement: none } }).to(1);
    expect(run.events('vm.placementFailed')[0]!.data.reason).toBe(
      'the placement policy chose no host',
    );
  });

  it('is refused when it chooses a host that cannot take the VM', () => {
    const stubborn: PlacementPolicy = {
      name: 'stubborn',
      choose: (each, candidates) => ({ ...candidates[0]!, host: each.cluster!.hosts[0]! }),
    };
    const machines = [vm('a', { ...free, memoryMiB: 65536 }), vm('b', free)];
    const run = placed(machines, {}, { policies: { placement: stubborn } });
    expect(() => run.to(1)).toThrow(
      'the placement policy stubborn chose esx01 for b, which is not among the hosts',
    );
  });
});

describe('a restart order of one’s own', () => {
  it('goes before priority and name', () => {
    const machines = [
      vm('a', { ...free, host: 'esx01', memoryMiB: 1024, restartPriority: 'high' }),
      vm('b', { ...free, host: 'esx01', memoryMiB: 4096 }),
      vm('c', { ...free, host: 'esx01', memoryMiB: 4096, restartPriority: 'high' }),
    ];
    const largestFirst = (a: { memoryMiB: number }, b: { memoryMiB: number }) =>
      b.memoryMiB - a.memoryMiB;
    const timeline = [at(100, 'fail', 'esx01')];
    const run = placed(machines, { timeline }, { policies: { restartOrder: largestFirst } });
    const order = run
      .to(500)
      .events('vm.restarted')
      .map((event) => run.subject(event));
    expect(order).toEqual(['c', 'b', 'a']);
  });
});
