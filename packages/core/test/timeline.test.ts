import type { TimedCommand } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { at, change, cluster, host, Lab, lab, percent, steady, vm } from '../../../test/lab.ts';

const onA = { host: 'esx01', cluster: 'lab', workload: 'busy' };

function told(timeline: readonly TimedCommand[]): Lab {
  const machines = [
    vm('db01', { ...onA, host: 'esx02' }),
    vm('web01', onA),
    vm('web02', onA),
    vm('web03', { ...onA, tags: { tier: 'gold' } }),
  ];
  return new Lab(
    lab({
      hosts: [host('esx01'), host('esx02')],
      clusters: [cluster('lab', ['esx01', 'esx02'], false)],
      workloads: [steady('busy', 100), steady('idle', 0)],
      vms: machines,
      timeline,
    }),
  );
}

const given = (run: Lab): string[] =>
  run
    .events('command.given')
    .map(({ timeSeconds, data }) => `${timeSeconds} ${data.verb} ${data.of}`);

describe('the timeline', () => {
  it('gives the commands of one instant in the order in which they are written', () => {
    const one = told([
      at(100, 'powerOff', 'web01'),
      at(100, 'powerOn', 'web01'),
      at(100, 'suspend', 'web02'),
      at(100, 'resume', 'web02'),
    ]).to(200);
    expect(one.log('vm.poweredOff', 'vm.poweredOn', 'vm.suspended', 'vm.resumed')).toEqual([
      ...['100 web01', '100 web01', '100 web02', '100 web02'],
    ]);
    expect(one.log('vm.powerOnRefused', 'vm.resumeRefused')).toEqual([]);
  });

  it('repeats a command every 50 s to the end', () => {
    const one = told([at(100, 'reset', 'web01', { everySeconds: 50 })]).to(260);
    expect(one.log('vm.reset')).toEqual(['100 web01', '150 web01', '200 web01', '250 web01']);
  });

  it('keeps to a period of 0.1 s over 36,000 repeats: no rounding adds up', () => {
    const one = told([at(0, 'resume', 'db01', { everySeconds: 0.1 })]).to(3600);
    const events = one.events('vm.resumeRefused');
    expect(events).toHaveLength(36001);
    expect(events[36000]!.timeSeconds).toBe(3600);
    expect(events[12345]!.timeSeconds).toBe(12345 * 0.1);
  });

  it('writes each command into the log with its note and whom it meant', () => {
    const one = told([at(100, 'powerOff', 'web0* and not tier=gold', { note: 'a drill' })]).to(100);
    const [command] = one.events('command.given');
    expect(one.subject(command!)).toBe('estate');
    expect(command!.data).toEqual({
      verb: 'powerOff',
      of: 'web0* and not tier=gold',
      note: 'a drill',
    });
    expect(one.log('vm.poweredOff')).toEqual(['100 web01', '100 web02']);
    expect(one.other(command!)).toBe('web01');
  });

  it('gives a command to all kinds that its selector matches, VMs before hosts', () => {
    const one = told([at(100, 'powerOff', 'esx02 or db01')]).to(100);
    expect(one.log('vm.poweredOff', 'host.poweredOff')).toEqual(['100 db01', '100 esx02']);
  });

  it('selects anew at each time: host=esx01 is where VMs are then', () => {
    const one = told([
      at(100, 'fail', 'esx01'),
      at(110, 'powerOn', 'web01'),
      at(200, 'suspend', 'host=esx02'),
      at(300, 'suspend', 'host=esx02'),
    ]).to(400);
    expect(given(one).at(-1)).toBe('300 suspend host=esx02');
    expect(one.log('vm.suspended')).toEqual(['200 db01', '300 web01']);
  });

  it('stops the run with what is wrong where a selector matches nothing then', () => {
    const one = told([at(100, 'suspend', 'host=esx02'), at(200, 'suspend', 'host=esx03')]);
    expect(() => one.to(300)).toThrow('"host=esx03" matches no vm');
    expect(() => one.to(400)).toThrow('an error has stopped this run');
  });

  it('changes several things by one set, in the order in which they are written', () => {
    const changes = [
      ...change('vm', ['web01', 'web02'], 'workload', 'idle').changes,
      ...change('workload', ['idle'], 'demand.cpu', percent(10)).changes,
    ];
    const one = told([{ atSeconds: 100, verb: 'set', options: { changes }, hidden: false }]).to(
      100,
    );
    expect(one.used('web01', 'web02', 'web03')).toEqual([200, 200, 2000]);
    expect(one.log('vm.workloadChanged', 'workload.changed')).toEqual([
      ...['100 web01', '100 web02', '100 idle'],
    ]);
  });
});

describe('a command by hand', () => {
  const codeOf = (act: () => unknown): string => {
    try {
      act();
    } catch (error) {
      return (error as { code: string }).code;
    }
    return 'nothing was thrown';
  };

  it('that is wrong is refused with a code and changes nothing', () => {
    const one = told([]).to(100);
    const before = one.simulation.fingerprint();
    const set = (kind: string, name: string, path: string, value: unknown) => () =>
      one.set(kind, name, path, value);
    const codes = [
      () => one.give('explode', 'web01'),
      () => one.give('powerOff', 'wbe*'),
      () => one.give('powerOff', 'web01 and'),
      () => one.give('shutDown', 'esx01'),
      set('vm', 'web01', 'memoryMiB', 1024),
      set('vm', 'web09', 'workload', 'idle'),
      set('vm', 'web*', 'workload', 'idle'),
      set('vm', 'web01', 'workload', 'none'),
      set('vm', 'esx01', 'workload', 'idle'),
    ].map(codeOf);
    expect(codes).toEqual([
      ...['NO_SUCH_COMMAND', 'NO_MATCH', 'BAD_SELECTOR', 'NO_MATCH', 'NOT_SETTABLE'],
      ...['NO_SUCH_NAME', 'NO_SUCH_NAME', 'NO_SUCH_NAME', 'NO_SUCH_NAME'],
    ]);
    expect(one.simulation.fingerprint()).toBe(before);
    expect(one.simulation.commandLog).toEqual([]);
    expect(one.give('powerOff', 'web01').vm('web01').state).toBe('powered-off');
  });

  it('of which a part is wrong is refused as a whole', () => {
    const one = told([]).to(100);
    const changes = [
      ...change('vm', ['web01'], 'workload', 'idle').changes,
      ...change('vm', ['web01'], 'vcpus', 4).changes,
    ];
    const act = () => one.simulation.command({ verb: 'set', options: { changes } });
    expect(codeOf(act)).toBe('NOT_SETTABLE');
    expect(one.used('web01')).toEqual([2000]);
    expect(one.events('command.given')).toEqual([]);
  });

  it('acts at once, and its effects can be read at once', () => {
    const one = told([]).to(100).give('powerOff', 'web01');
    expect(one.used('web01', 'web02')).toEqual([0, 2000]);
    expect(one.simulation.commandLog).toEqual([
      {
        atSeconds: 100,
        afterEvents: one.simulation.eventCount,
        command: { verb: 'powerOff', of: 'web01', options: {} },
      },
    ]);
  });

  it('given before time starts is replayed to the same fingerprint', () => {
    const first = told([]).give('powerOff', 'web01').give('fail', 'esx02').to(50);
    first.give('powerOn', 'web01');
    first.simulation.runToEnd();
    const again = new Lab(first.simulation.scenario, { replay: first.simulation.commandLog });
    again.simulation.runToEnd();
    expect(again.simulation.fingerprint()).toBe(first.simulation.fingerprint());
    expect(again.simulation.commandLog).toEqual(first.simulation.commandLog);
  });
});
