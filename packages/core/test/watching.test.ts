import { hostStates, mechanisms, partKinds, partStates, simulate, vmStates } from '@vdcsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, cluster, host, lab, MHz, steady, vm } from '../../../test/lab.ts';
import { randomScenario } from './random-scenario.ts';

const two = lab({
  hosts: [host('esx01'), host('esx02')],
  clusters: [cluster('lab', ['esx01', 'esx02'])],
  vms: [
    vm('a', { host: 'esx01', cluster: 'lab', workload: 'busy' }),
    vm('b', { host: 'esx01', cluster: 'lab', workload: 'busy', restartPriority: 'high' }),
    vm('c', { host: 'esx02', cluster: 'lab', workload: 'busy', restartPriority: 'disabled' }),
  ],
  timeline: [at(100, 'fail', 'esx01')],
});

describe('time in small steps', () => {
  it('lets no timer fire after an instant, and comes to it when none is left', () => {
    const simulation = simulate(two);
    simulation.runEvents(1000, 99);
    expect(simulation.nowSeconds).toBe(99);
    expect(simulation.nextEventAtSeconds()).toBe(100);
    expect(simulation.runEvents(1000, 99)).toBe(0);
    expect(simulation.runEvents(1, 500)).toBe(1);
    expect(simulation.nowSeconds).toBe(100);
    simulation.runEvents(1e9);
    expect(simulation.isFinished).toBe(true);
  });
});

describe('observers', () => {
  it('leave the run as it is: recordings, frames, marks, previews and inspections', () => {
    const property = fc.property(randomScenario, (scenario) => {
      const plain = simulate(scenario);
      plain.runToEnd();
      const seen = simulate(scenario);
      const recorder = seen.record({ intervalSeconds: 7, stats: ['mean'] });
      const reader = seen.frameReader();
      let mark = seen.bindings.mark();
      for (let time = 7; time < scenario.durationSeconds; time += 7) {
        seen.runUntil(time);
        recorder.closeInterval(time);
        reader.changes();
        seen.recoveries();
        for (const { name } of [...scenario.hosts, ...scenario.vms, ...scenario.pools]) {
          seen.inspect(name);
        }
        seen.bindings.of(0, mark);
        mark = seen.bindings.mark(mark);
        for (const verb of ['fail', 'repair', 'powerOn', 'powerOff']) {
          seen.preview({ verb, of: 'kind=host', options: {} });
        }
        for (const verb of ['powerOn', 'powerOff', 'shutDown', 'reset', 'suspend', 'resume']) {
          seen.preview({ verb, of: 'kind=vm', options: {} });
        }
      }
      seen.runToEnd();
      expect(seen.fingerprint()).toBe(plain.fingerprint());
      expect(seen.eventCount).toBe(plain.eventCount);
      expect(seen.frame()).toEqual(plain.frame());
    });
    fc.assert(property, { seed: 20070108, numRuns: 6 });
  });
});

describe('previews', () => {
  const isCalm = ({ atSeconds, everySeconds }: { atSeconds: number; everySeconds?: number }) =>
    atSeconds <= 200 && everySeconds === undefined;

  it('of failures come to pass: so many VMs stop, and so many restart on each host', () => {
    const property = fc.property(randomScenario, fc.nat(), (scenario, pick) => {
      const timeline = scenario.timeline.filter(isCalm);
      const simulation = simulate({ ...scenario, timeline, durationSeconds: 2000, expect: [] });
      simulation.runUntil(300);
      const { name } = scenario.hosts[pick % scenario.hosts.length]!;
      const lines = simulation.preview({ verb: 'fail', of: name, options: {} });
      const before = simulation.events.count;
      simulation.command({ verb: 'fail', of: name, options: {} });
      simulation.runUntil(320);
      const after = [...simulation.events.all()].slice(before);
      const died = new Set(after.filter(({ type }) => type === 'vm.failed').map((e) => e.subject));
      const restarted = after.filter((e) => e.type === 'vm.restarted' && died.has(e.subject));
      const words = lines.join(' ');
      expect(Number(/(\d+) VMs? stops?\./.exec(words)?.[1] ?? 0)).toBe(died.size);
      const told = /HA would restart (\d+): on (.*?)\.( |$)/.exec(words);
      expect(Number(told?.[1] ?? 0)).toBe(restarted.length);
      const places = new Map<string, number>();
      for (const { others } of restarted) {
        const on = simulation.directory.nameOf(others[0]!);
        places.set(on, (places.get(on) ?? 0) + 1);
      }
      for (const [on, count] of places) expect(told?.[2]).toContain(`${on} (${count})`);
    });
    fc.assert(property, { seed: 20070109, numRuns: 60 });
  });

  it('say in words what each command would do, and what it would refuse', () => {
    const simulation = simulate(two);
    simulation.runUntil(50);
    const preview = (verb: string, of: string) => simulation.preview({ verb, of, options: {} });
    expect(preview('fail', 'esx01')).toEqual([
      '2 VMs stop.',
      'After 15 s HA would restart 2: on esx02 (2).',
    ]);
    expect(preview('fail', 'esx02')).toEqual(['1 VM stops.', 'Restart is disabled for c.']);
    expect(preview('fail', 'esx01 or esx02')[1]).toBe(
      '2 VMs have no room: b and a (no host is connected).',
    );
    expect(preview('repair', 'esx01')).toEqual(['Nothing: esx01 is connected.']);
    expect(preview('powerOff', 'esx02')).toEqual(['esx02 would refuse: c is on.']);
    expect(preview('powerOff', 'a')).toEqual(['a stops at once.']);
    expect(preview('powerOn', 'a')).toEqual(['a would refuse: it is running.']);
    expect(preview('reset', 'a')).toEqual(['a starts anew and serves after 1 min 30 s.']);
    expect(preview('shutDown', 'kind=vm')).toEqual([
      '3 VMs shut down, off after 30 s: a, b and c.',
    ]);
    simulation.runUntil(105);
    expect(preview('repair', 'esx01')).toEqual([
      'esx01 takes VMs again; a and b boot there again.',
    ]);
    expect(preview('powerOn', 'a')).toEqual(['a boots on esx02 and serves after 1 min 30 s.']);
  });

  it('of freed room tell whom HA restarts in it', () => {
    const small = { host: 'esx01', cluster: 'lab', memoryMiB: 3000 };
    const simulation = simulate(
      lab({
        hosts: [host('esx01', { memoryMiB: 4096 }), host('esx02', { memoryMiB: 4096 })],
        clusters: [cluster('lab', ['esx01', 'esx02'])],
        vms: [vm('a', small), vm('b', { ...small, host: 'esx02' })],
        timeline: [at(100, 'fail', 'esx01')],
      }),
    );
    simulation.runUntil(200);
    expect(simulation.preview({ verb: 'powerOff', of: 'b', options: {} })).toEqual([
      'b stops at once.',
      'HA finds room for a.',
    ]);
  });
});

describe('inspection', () => {
  it('of pools and hosts tells whom they hold back', () => {
    const simulation = simulate(
      lab({
        hosts: [host('esx01', { cores: 1 })],
        pools: [{ name: 'low', host: 'esx01', allocation: { cpu: { limit: MHz(100) } } }],
        workloads: [steady('busy', 90)],
        vms: [
          vm('a', { host: 'esx01', workload: 'busy' }),
          vm('b', { host: 'esx01', workload: 'busy' }),
          vm('c', { host: 'esx01', pool: 'low', workload: 'busy' }),
        ],
      }),
    );
    simulation.runUntil(60);
    const host01 = simulation.inspect('esx01');
    expect(host01.verdict).toBe('Its cores are full: 2 VMs want more than they get.');
    expect(host01.advice).toEqual(['Held back: a and b.']);
    const low = simulation.inspect('low');
    expect(low.verdict).toBe('Its limit holds back: 1 VM wants more than they get.');
    expect(low.facts).toContainEqual(['Limit', '100 MHz']);
  });
});

describe('declarations', () => {
  it('name states of the frames only', () => {
    const states: Record<string, readonly string[]> = {
      ...Object.fromEntries(partKinds.map((kind) => [kind, partStates])),
      vm: vmStates,
      host: hostStates,
    };
    for (const { commands } of mechanisms) {
      for (const { of, inStates = {} } of commands) {
        for (const [kind, words] of Object.entries(inStates)) {
          expect(of).toContain(kind);
          for (const word of words) expect(states[kind]).toContain(word);
        }
      }
    }
  });
});
