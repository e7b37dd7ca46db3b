import type { Scenario, VmSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { at, cluster, host, Lab, lab, MHz, vm, vms } from '../../../test/lab.ts';

const onA = { host: 'esx01', cluster: 'lab', workload: 'busy' };
const names = (count: number) => Array.from({ length: count }, (_, i) => `esx0${i + 1}`);

/** A cluster with HA; esx01 dies at 100 s. */
function dying(machines: readonly VmSpec[], more: Partial<Scenario> = {}, hosts = 2): Lab {
  const scenario = lab({
    hosts: names(hosts).map((name) => host(name)),
    clusters: [cluster('lab', names(hosts))],
    vms: machines,
    timeline: [at(100, 'fail', 'esx01')],
    ...more,
  });
  return new Lab(scenario);
}

const reasons = (run: Lab): string[] =>
  run
    .events('vm.restartFailed')
    .map((event) => `${event.timeSeconds} ${run.subject(event)}: ${event.data.reason}`);

const restarts = (run: Lab): string[] =>
  run
    .events('vm.restarted')
    .map((event) => `${event.timeSeconds} ${run.subject(event)} on ${run.other(event)}`);

describe('high availability', () => {
  it('declares a host dead after 15 s; its VM serves 90 s of boot later', () => {
    const one = dying([vm('a', onA)]).to(1000);
    expect(one.log('host.declaredDead')).toEqual(['115 esx01']);
    expect(restarts(one)).toEqual(['115 a on esx02']);
    expect(one.log('vm.booted')).toEqual(['205 a']);
    expect(one.total('vm.downtimeSeconds', 'a')).toBe(105);
  });

  it('waits as long as the platform says', () => {
    const platforms = [{ name: 'slow', basedOn: 'esx5', set: { haDetectionSeconds: 40 } }];
    const hosts = [host('esx01', { platform: 'slow' }), host('esx02')];
    expect(restarts(dying([vm('a', onA)], { platforms, hosts }).to(1000))).toEqual([
      '140 a on esx02',
    ]);
  });

  it('restarts by priority, then by name', () => {
    const machines = [
      vm('a', { ...onA, restartPriority: 'low' }),
      vm('b', { ...onA, restartPriority: 'medium' }),
      vm('c', { ...onA, restartPriority: 'high' }),
      vm('d', { ...onA, restartPriority: 'high' }),
      vm('e', onA),
    ];
    const one = dying(machines).to(1000);
    const order = one.events('vm.restarted').map((event) => one.subject(event));
    expect(order).toEqual(['c', 'd', 'b', 'e', 'a']);
  });

  it('takes the cluster’s priority for VMs without one of their own', () => {
    const clusters = [{ ...cluster('lab', names(2)), ha: { restartPriority: 'low' } as const }];
    const machines = [vm('a', onA), vm('b', { ...onA, restartPriority: 'medium' })];
    const one = dying(machines, { clusters }).to(1000);
    expect(one.events('vm.restarted').map((event) => one.subject(event))).toEqual(['b', 'a']);
  });

  it('leaves a VM down whose restart is disabled, until its host is repaired', () => {
    const one = dying([vm('a', { ...onA, restartPriority: 'disabled' })]).to(500);
    expect(reasons(one)).toEqual(['115 a: restart is disabled']);
    one.give('repair', 'esx01').to(1000);
    expect(one.log('vm.booted')).toEqual(['590 a']);
  });

  it('does nothing in a cluster without it, nor for a host without a cluster', () => {
    const without = dying([vm('a', onA)], { clusters: [cluster('lab', names(2), false)] }).to(1000);
    const alone = dying([vm('a', { host: 'esx01' })], { clusters: [] }).to(1000);
    for (const one of [without, alone]) {
      expect(one.log('host.declaredDead', 'vm.restarted', 'vm.restartFailed')).toEqual([]);
      expect(one.vm('a').state).toBe('failed');
    }
  });

  it('spreads restarts over the hosts with most unreserved memory', () => {
    // esx02 holds one VM and esx03 none: the first goes to esx03; of equals the first by name wins.
    const machines = [...vms('a', 3, onA), vm('b01', { ...onA, host: 'esx02' })];
    expect(restarts(dying(machines, {}, 3).to(1000))).toEqual([
      '115 a01 on esx03',
      '115 a02 on esx02',
      '115 a03 on esx03',
    ]);
  });

  it('leaves off what was off, and suspended what was suspended', () => {
    const machines = [
      vm('off', { ...onA, power: 'powered-off' }),
      vm('still', { ...onA, power: 'suspended' }),
    ];
    const one = dying(machines).to(1000);
    expect(restarts(one)).toEqual([]);
    expect([one.vm('off').state, one.vm('still').state]).toEqual(['powered-off', 'suspended']);
  });

  it('restarts a VM that was booting or shutting down when its host died', () => {
    const machines = [vm('boots', { ...onA, power: 'powered-off' }), vm('stops', onA)];
    const timeline = [
      at(90, 'powerOn', 'boots'),
      at(90, 'shutDown', 'stops'),
      at(100, 'fail', 'esx01'),
    ];
    const one = dying(machines, { timeline }).to(1000);
    expect(one.log('vm.booted')).toEqual(['205 boots', '205 stops']);
  });

  it('tells the whole chain of causes from the command to the boot', () => {
    const one = dying([vm('a', onA)]).to(1000);
    const chain = one.simulation.events.causesOf(one.events('vm.booted')[0]!.id);
    expect(chain.map(({ type }) => type)).toEqual([
      ...['vm.booted', 'vm.restarted', 'host.declaredDead', 'host.failed', 'command.given'],
    ]);
  });
});

describe('a host that returns', () => {
  it('before 15 s are over keeps its VMs, which boot there', () => {
    const timeline = [at(100, 'fail', 'esx01'), at(114, 'repair', 'esx01')];
    const one = dying([vm('a', onA)], { timeline }).to(1000);
    expect(one.log('host.declaredDead', 'vm.restarted')).toEqual([]);
    expect(one.log('vm.booted')).toEqual(['204 a']);
    expect(one.vm('a').host).toBe('esx01');
  });

  it('at 15 s sharp comes in time: at one instant failures and repairs come before policies', () => {
    const timeline = [at(100, 'fail', 'esx01'), at(115, 'repair', 'esx01')];
    const one = dying([vm('a', onA)], { timeline }).to(1000);
    expect(one.log('host.declaredDead')).toEqual([]);
    expect(one.log('vm.booted')).toEqual(['205 a']);
  });

  it('and fails again is declared dead 15 s after its last death', () => {
    const timeline = [
      at(100, 'fail', 'esx01'),
      at(110, 'repair', 'esx01'),
      at(112, 'fail', 'esx01'),
    ];
    const one = dying([vm('a', onA)], { timeline }).to(1000);
    expect(one.log('host.declaredDead')).toEqual(['127 esx01']);
    expect(one.total('vm.downtimeSeconds', 'a')).toBe(27 + 90 + 0);
  });

  it('late finds its VMs elsewhere and takes none back', () => {
    const timeline = [at(100, 'fail', 'esx01'), at(300, 'repair', 'esx01')];
    const one = dying([vm('a', onA)], { timeline }).to(1000);
    expect(one.vm('a').host).toBe('esx02');
    expect(one.log('vm.booted')).toEqual(['205 a']);
  });
});

describe('a VM that fits nowhere', () => {
  const big = { ...onA, memoryMiB: 40960 };

  it('waits with its reason and comes back when the host is repaired', () => {
    const machines = [vm('a', big), vm('b', { ...big, host: 'esx02' })];
    const one = dying(machines).to(500);
    expect(reasons(one)).toEqual(['115 a: no host has enough unclaimed memory']);
    one.give('repair', 'esx01').to(1000);
    expect(one.log('vm.booted')).toEqual(['590 a']);
    expect(one.vm('a').host).toBe('esx01');
  });

  it('comes back when another VM is switched off, because of that', () => {
    const machines = [vm('a', big), vm('b', { ...big, host: 'esx02' })];
    const one = dying(machines).to(500).give('powerOff', 'b').to(1000);
    expect(restarts(one)).toEqual(['500 a on esx02']);
    const chain = one.simulation.events.causesOf(one.events('vm.restarted')[0]!.id);
    expect(chain.map(({ type }) => type)).toEqual([
      ...['vm.restarted', 'vm.poweredOff', 'command.given'],
    ]);
  });

  it('does not keep smaller ones of lower priority from starting', () => {
    const machines = [
      vm('a', { ...big, restartPriority: 'high' }),
      vm('b', { ...big, host: 'esx02' }),
      vm('c', { ...onA, restartPriority: 'low' }),
    ];
    expect(restarts(dying(machines).to(1000))).toEqual(['115 c on esx02']);
  });

  it('is tried again in order of priority: room for one goes to the higher one', () => {
    const machines = [
      vm('a', { ...big, memoryMiB: 30720, restartPriority: 'low' }),
      vm('b', { ...big, memoryMiB: 30720, restartPriority: 'high' }),
      vm('c', { ...big, host: 'esx02' }),
      vm('d', { ...big, memoryMiB: 20480, host: 'esx02' }),
    ];
    const one = dying(machines).to(500).give('powerOff', 'd').to(600);
    // 24,576 MiB are free on esx02: too little for either.
    expect(restarts(one)).toEqual([]);
    one.give('powerOff', 'c').give('powerOn', 'd').to(1000);
    // c leaves 65,536; d takes 20,480 at once; 45,056 are room for one of 30,720.
    expect(restarts(one)).toEqual(['600 b on esx02']);
  });

  it('says another reason when that changes, and the same one only once', () => {
    const claim = { allocation: { cpu: { reservation: MHz(5000) } } };
    const machines = [
      vm('a', { ...big, ...claim, vcpus: 4 }),
      vm('b', { ...onA, ...claim, vcpus: 4, memoryMiB: 20480, host: 'esx02' }),
      vm('c', { ...onA, memoryMiB: 20480, host: 'esx02' }),
      vm('d', { ...onA, memoryMiB: 10240, host: 'esx02' }),
    ];
    const one = dying(machines).to(500).give('powerOff', 'd').to(600).give('powerOff', 'c');
    one.to(700);
    expect(reasons(one)).toEqual([
      '115 a: no host has enough unclaimed memory',
      '600 a: no host has enough unreserved CPU',
    ]);
  });

  it('is waited for no more when somebody switches it off', () => {
    const machines = [vm('a', big), vm('b', { ...big, host: 'esx02' })];
    const one = dying(machines).to(500).give('powerOff', 'a').give('powerOff', 'b').to(1000);
    expect(restarts(one)).toEqual([]);
    expect(one.vm('a').state).toBe('powered-off');
  });
});

describe('two hosts that die', () => {
  it('at once leave their VMs to the third', () => {
    const machines = [vm('a', onA), vm('b', { ...onA, host: 'esx02' })];
    const timeline = [at(100, 'fail', 'esx01 or esx02')];
    expect(restarts(dying(machines, { timeline }, 3).to(1000))).toEqual([
      '115 a on esx03',
      '115 b on esx03',
    ]);
  });

  it('one after the other take a VM down that boots on the second', () => {
    const timeline = [at(100, 'fail', 'esx01'), at(150, 'fail', 'esx02')];
    const machines = [vm('a', onA), vm('c', { ...onA, memoryMiB: 4096, host: 'esx03' })];
    const one = dying(machines, { timeline }, 3).to(1000);
    expect(restarts(one)).toEqual(['115 a on esx02', '165 a on esx03']);
    expect(one.total('vm.downtimeSeconds', 'a')).toBe(155);
  });

  it('are not restarted on: a host that is dead but undetected takes nobody', () => {
    // At 115 s esx02 has been dead for 5 s; only esx03 is connected.
    const timeline = [at(100, 'fail', 'esx01'), at(110, 'fail', 'esx02')];
    const one = dying([vm('a', onA)], { timeline }, 3).to(1000);
    expect(restarts(one)).toEqual(['115 a on esx03']);
  });

  it('wait for the first repair where no host is left', () => {
    const timeline = [at(100, 'fail', 'all and kind=host'), at(400, 'repair', 'esx02')];
    const machines = [vm('a', onA), vm('b', { ...onA, host: 'esx02' })];
    const one = dying(machines, { timeline }).to(1000);
    expect(reasons(one)).toEqual(['115 a: no host is connected', '115 b: no host is connected']);
    // b starts again on its own host, a is restarted there.
    expect(one.log('vm.poweredOn', 'vm.restarted', 'vm.booted')).toEqual([
      ...['400 b', '400 a', '490 b', '490 a'],
    ]);
  });

  it('count a VM once that has waited since the first death of its host', () => {
    // Back at 300 s, esx01 cannot take a: its pool has no unreserved CPU. It dies again.
    const pool = { pool: 'gold', allocation: { cpu: { reservation: MHz(3000) } } };
    const machines = [
      vm('a', { ...onA, ...pool, vcpus: 2 }),
      vm('b', { ...onA, ...pool, vcpus: 2, host: 'esx02', power: 'powered-off' }),
    ];
    const claim = { reservation: MHz(3000), expandable: false };
    const pools = [{ name: 'gold', cluster: 'lab', allocation: { cpu: claim } }];
    const timeline = [
      at(100, 'fail', 'esx01'),
      at(101, 'powerOn', 'b'),
      at(300, 'repair', 'esx01'),
      at(310, 'fail', 'esx01'),
      at(400, 'powerOff', 'b'),
      at(600, 'fail', 'esx02'),
    ];
    const one = dying(machines, { pools, timeline }).to(1000);
    // Once at 400 s; then esx02 dies with it, and there is no host until the end.
    expect(restarts(one)).toEqual(['400 a on esx02']);
    expect(one.simulation.summary().ha.down).toHaveLength(1);
    expect(reasons(one)).toEqual([
      '115 a: its pool has no unreserved CPU left',
      '615 a: no host is connected',
    ]);
  });
});
