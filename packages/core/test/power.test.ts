import { describe, expect, it } from 'vitest';
import { at, cluster, host, Lab, lab, MHz, vm } from '../../../test/lab.ts';

const here = { host: 'esx01', workload: 'busy' };
const two = {
  hosts: [host('esx01'), host('esx02')],
  clusters: [cluster('lab', ['esx01', 'esx02'], false)],
};

/** One host without a cluster, and the VMs a and b on it, at 60 s. */
function single(more: Partial<Parameters<typeof vm>[1]> = {}): Lab {
  const machines = [vm('a', { ...here, ...more }), vm('b', here)];
  return new Lab(lab({ hosts: [host('esx01')], vms: machines })).to(60);
}

const reasons = (run: Lab, type: string): unknown[] =>
  run.events(type).map((event) => event.data.reason);

describe('switching a VM on and off', () => {
  it('starts it serving after the 90 s of its boot', () => {
    const one = single({ power: 'powered-off' }).give('powerOn', 'a');
    expect(one.vm('a').state).toBe('booting');
    one.to(149);
    expect(one.vm('a').state).toBe('booting');
    expect(one.to(150).vm('a').state).toBe('running');
    expect(one.log('vm.poweredOn', 'vm.booted')).toEqual(['60 a', '150 a']);
  });

  it('takes the stages of its boot one after another, 30 s and 45 s', () => {
    const boot = [{ waitSeconds: 30 }, { waitSeconds: 45 }];
    const one = single({ power: 'powered-off', boot }).give('powerOn', 'a').to(200);
    expect(one.log('vm.booted')).toEqual(['135 a']);
  });

  it('serves at once when it has nothing to boot', () => {
    const one = single({ power: 'powered-off', boot: [] }).give('powerOn', 'a').to(61);
    expect(one.log('vm.booted')).toEqual(['60 a']);
  });

  it('ends a boot that is cut off, and nothing comes of it', () => {
    const one = single({ power: 'powered-off' }).give('powerOn', 'a').to(100);
    one.give('powerOff', 'a').to(1000);
    expect(one.log('vm.poweredOff', 'vm.booted')).toEqual(['100 a']);
    expect(one.vm('a').state).toBe('powered-off');
  });

  it('refuses to switch on what is on or suspended', () => {
    const one = single().give('powerOn', 'a').give('suspend', 'a').give('powerOn', 'a');
    expect(reasons(one, 'vm.powerOnRefused')).toEqual(['it is running', 'it is suspended']);
  });

  it('goes to another host of the cluster where its own has no room', () => {
    // 40 GiB are claimed on esx01 by b, a needs 32 of its 64.
    const machines = [
      vm('a', { ...here, memoryMiB: 32768, power: 'powered-off' }),
      vm('b', { ...here, memoryMiB: 40960 }),
    ];
    const one = new Lab(lab({ ...two, vms: machines })).to(60).give('powerOn', 'a');
    expect(one.other(one.events('vm.poweredOn')[0]!)).toBe('esx02');
  });

  it('is refused with the last hurdle when no host takes it', () => {
    const big = { ...here, power: 'powered-off' } as const;
    const claims = { allocation: { cpu: { reservation: MHz(9000) } } };
    const machines = [
      vm('cores', { ...big, vcpus: 5 }),
      vm('cpu', { ...big, ...claims }),
      vm('memory', { ...big, memoryMiB: 65537 }),
    ];
    const one = new Lab(lab({ ...two, vms: machines })).to(60);
    one.give('powerOn', 'all').give('fail', 'esx0*').give('powerOn', 'memory');
    expect(reasons(one, 'vm.powerOnRefused')).toEqual([
      'no host has enough cores for its vCPUs',
      'no host has enough unreserved CPU',
      'no host has enough unclaimed memory',
      'no host is connected',
    ]);
  });
});

describe('shutting down, resetting, suspending', () => {
  it('shuts down in 30 s, serving nothing, and holds its memory until then', () => {
    const one = single({ memoryMiB: 65536 - 1024 }).give('shutDown', 'a');
    expect(one.used('a')).toEqual([0]);
    expect(one.vm('a').state).toBe('shutting-down');
    expect(one.to(89).vm('a').state).toBe('shutting-down');
    expect(one.to(90).vm('a').state).toBe('powered-off');
    expect(one.log('vm.shutDownStarted', 'vm.poweredOff')).toEqual(['60 a', '90 a']);
  });

  it('is off at once when the power is cut in the middle of it', () => {
    const one = single().give('shutDown', 'a').to(70).give('powerOff', 'a').to(1000);
    expect(one.log('vm.poweredOff')).toEqual(['70 a']);
  });

  it('boots anew where it is when it is reset, from the middle of a boot, too', () => {
    const one = single().give('reset', 'a').to(100).give('reset', 'a').to(1000);
    expect(one.log('vm.reset', 'vm.booted')).toEqual(['60 a', '100 a', '190 a']);
    expect(one.vm('a').host).toBe('esx01');
  });

  it('suspends and resumes in no time, giving its claims back between', () => {
    const machines = [
      vm('a', { ...here, memoryMiB: 40960 }),
      vm('b', { ...here, memoryMiB: 40960, power: 'powered-off' }),
    ];
    const one = new Lab(lab({ hosts: [host('esx01')], vms: machines })).to(60);
    one.give('suspend', 'a').give('powerOn', 'b').to(200).give('resume', 'a');
    expect(reasons(one, 'vm.resumeRefused')).toEqual(['its host has not enough unclaimed memory']);
    one.give('powerOff', 'b').give('resume', 'a');
    expect(one.log('vm.suspended', 'vm.resumed')).toEqual(['60 a', '200 a']);
    expect(one.used('a')).toEqual([2000]);
  });

  it('refuses what its state does not allow, and says in which it is', () => {
    const one = single().give('powerOff', 'a');
    for (const verb of ['shutDown', 'reset', 'suspend', 'resume']) one.give(verb, 'a');
    const types = [
      'vm.shutDownRefused',
      'vm.resetRefused',
      'vm.suspendRefused',
      'vm.resumeRefused',
    ];
    expect(types.flatMap((type) => reasons(one, type))).toEqual(Array(4).fill('it is powered-off'));
  });
});

describe('hosts', () => {
  it('take their VMs down with them, and start them again when they are repaired', () => {
    const one = single().give('fail', 'esx01').to(300).give('repair', 'esx01').to(1000);
    expect(one.log('vm.failed', 'vm.poweredOn', 'vm.booted')).toEqual([
      ...['60 a', '60 b', '300 a', '300 b', '390 a', '390 b'],
    ]);
    expect(one.total('host.downtimeSeconds', 'esx01')).toBe(240);
    expect(one.total('host.uptimeSeconds', 'esx01')).toBe(760);
  });

  it('take a VM down that boots, too, and its boot ends there', () => {
    const one = single({ power: 'powered-off' }).give('powerOn', 'a').to(100);
    one.give('fail', 'esx01').to(1000);
    expect(one.log('vm.failed', 'vm.booted')).toEqual(['100 a', '100 b']);
  });

  it('leave a suspended VM suspended: it cannot go on before the host is back', () => {
    const one = single().give('suspend', 'a').give('fail', 'esx01').give('resume', 'a').to(100);
    expect(reasons(one, 'vm.resumeRefused')).toEqual(['its host is not connected']);
    one.give('repair', 'esx01').give('resume', 'a');
    expect(one.log('vm.resumed')).toEqual(['100 a']);
  });

  it('are switched off only when they are empty, and take VMs when they are on again', () => {
    const one = single().give('powerOff', 'esx01');
    expect(reasons(one, 'host.powerOffRefused')).toEqual(['a is on']);
    one.give('powerOff', 'a or b').give('powerOff', 'esx01').give('powerOn', 'a').to(100);
    expect(reasons(one, 'vm.powerOnRefused')).toEqual(['no host is connected']);
    one.give('powerOn', 'esx01').give('powerOn', 'a').to(200);
    expect(one.log('host.poweredOff', 'host.poweredOn', 'vm.booted')).toEqual([
      ...['60 esx01', '100 esx01', '190 a'],
    ]);
  });

  it('fail once: a second failure and a repair of what works change nothing', () => {
    const one = single().give('repair', 'esx01').give('fail', 'esx01').give('fail', 'esx01');
    expect(one.log('host.failed', 'host.repaired')).toEqual(['60 esx01']);
  });

  it('name the failure as the cause of what becomes of their VMs', () => {
    const one = single().give('fail', 'esx01');
    const chain = one.simulation.events.causesOf(one.events('vm.failed')[0]!.id);
    expect(chain.map(({ type }) => type)).toEqual(['vm.failed', 'host.failed', 'command.given']);
  });

  it('are asked by the timeline just as by hand', () => {
    const timeline = [at(100, 'fail', 'esx01'), at(160, 'repair', 'esx01')];
    const machines = [vm('a', here)];
    const one = new Lab(lab({ hosts: [host('esx01')], vms: machines, timeline })).to(1000);
    expect(one.log('host.failed', 'host.repaired', 'vm.booted')).toEqual([
      ...['100 esx01', '160 esx01', '250 a'],
    ]);
  });
});
