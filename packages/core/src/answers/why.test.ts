import { type Explanation, type Scenario, simulate } from '@vdcsim/core';
import { describe, expect, test } from 'vitest';
import { at, busy, cluster, host, lab, MHz, percent, steady, vm } from '../../../../test/lab.ts';

function why(scenario: Scenario, name: string, seconds: number): Explanation {
  const simulation = simulate(scenario);
  simulation.runUntil(seconds);
  return simulation.why(name);
}

const text = (explanation: Explanation): string => explanation.lines.join('\n');

const onA = { host: 'esx01', cluster: 'lab', workload: 'busy' };

/** Two hosts with HA; esx01 dies at 600 s of 00:00. `big` fits nowhere else. */
const dying = lab({
  hosts: [host('esx01'), host('esx02')],
  clusters: [cluster('lab', ['esx01', 'esx02'])],
  vms: [
    vm('big', { ...onA, memoryMiB: 40960 }),
    vm('other', { ...onA, host: 'esx02', memoryMiB: 40960 }),
    vm('web', onA),
  ],
  timeline: [at(600, 'fail', 'esx01', { note: 'a drill' })],
});

describe('the chain of causes', () => {
  test('leads from a VM that boots back to the command', () => {
    const explanation = why(dying, 'web', 650);
    expect(explanation.clock).toBe('00:10:50');
    expect(explanation.lines.slice(0, 7)).toEqual([
      'web is booting on esx02 since 00:10:15.',
      'What led to it, the latest first:',
      '  00:10:15  web restarted on esx02',
      '  00:10:15  esx01 declared dead',
      '  00:10:00  esx01 failed',
      '  00:10:00  command: fail esx01 (a drill)',
      'Down for 50 s so far, in 1 outage:',
    ]);
    const [state] = explanation.parts;
    expect(state!.facts).toMatchObject({ state: 'booting', host: 'esx02', sinceSeconds: 615 });
    const causes = state!.facts['causes'] as { type: string }[];
    expect(causes.map((cause) => cause.type)).toEqual([
      ...['vm.restarted', 'host.declaredDead', 'host.failed', 'command.given'],
    ]);
  });

  test('is empty for what never changed', () => {
    expect(why(dying, 'web', 60).lines[0]).toBe('web is running on esx01 since the start.');
  });

  test('leads from a host back to the command', () => {
    const lines = text(why(dying, 'esx01', 700));
    expect(lines).toContain('esx01 is down since 00:10:00.');
    expect(lines).toContain('command: fail esx01');
  });
});

describe('a VM that is down', () => {
  test('says what it lacks on each host, with numbers', () => {
    const lines = text(why(dying, 'big', 700));
    expect(lines).toContain('big is down, last on esx01, since 00:10:00.');
    expect(lines).toContain(
      'It waits, number 1 of 1 in the queue for restarts: no host has enough unclaimed memory.',
    );
    expect(lines).toContain('  esx01: is failed');
    expect(lines).toContain('  esx02: has 23552 MiB unclaimed, it needs 40960 MiB');
  });

  test('says that its host is not declared dead before 15 s have passed', () => {
    expect(text(why(dying, 'web', 605))).toContain(
      'Nobody restarts it yet: its host has not been declared dead yet.',
    );
  });

  test('says that nobody restarts it where there is no HA', () => {
    const alone = { ...dying, clusters: [cluster('lab', ['esx01', 'esx02'], false)] };
    expect(text(why(alone, 'web', 700))).toContain(
      'Nobody restarts it elsewhere: no HA watches over it; it starts again when esx01 is repaired.',
    );
  });

  test('says that restart is disabled for it', () => {
    const disabled = vm('web', { ...onA, restartPriority: 'disabled' });
    const scenario = { ...dying, vms: [dying.vms[0]!, dying.vms[1]!, disabled] };
    expect(text(why(scenario, 'web', 700))).toContain('It could not start: restart is disabled.');
  });
});

describe('the CPU of a VM', () => {
  const one = { hosts: [host('esx01')] };
  const here = { host: 'esx01', workload: 'busy' };

  test('names who stands against it, with shares and MHz, when the cores bind', () => {
    const six = lab({
      ...one,
      vms: ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
        vm(name, {
          ...here,
          vcpus: 4,
          ...(name === 'a' && { allocation: { cpu: { shares: 8000 } } }),
        }),
      ),
    });
    const lines = text(why(six, 'b', 60));
    expect(lines).toContain("esx01's cores bind: 4 cores, 8000 MHz.");
    expect(lines).toMatch(/On esx01, b \(4000 shares, 1143 MHz\) stands against a \(8000 shares, /);
    expect(lines).toContain('and 2 others (2286 MHz).');
    expect(lines).toContain('The guest believes it is 100 % busy; in truth it ran 14.3 %');
  });

  test('weighs pools against pools, and VMs only against those in their pool', () => {
    const pools = lab({
      ...one,
      pools: [
        { name: 'batch', host: 'esx01', allocation: { cpu: { shares: 'high' } } },
        { name: 'office', host: 'esx01', allocation: {} },
      ],
      vms: [
        vm('b1', { ...here, vcpus: 4, pool: 'batch' }),
        vm('o1', { ...here, vcpus: 4, pool: 'office' }),
        vm('o2', { ...here, vcpus: 4, pool: 'office' }),
      ],
    });
    const lines = text(why(pools, 'o1', 60));
    expect(lines).toContain(
      'On esx01, pool office (4000 shares, 2667 MHz) stands against pool batch ' +
        '(8000 shares, 5333 MHz).',
    );
    expect(lines).toContain(
      'In office, o1 (4000 shares, 1333 MHz) stands against o2 (4000 shares, 1333 MHz).',
    );
  });

  test('names a limit of its own, of its pool, and its number of vCPUs', () => {
    const limited = lab({
      ...one,
      pools: [{ name: 'small', host: 'esx01', allocation: { cpu: { limit: MHz(500) } } }],
      workloads: [busy, { name: 'much', kind: 'steady', demand: { cpu: MHz(3000) } }],
      vms: [
        vm('own', { ...here, allocation: { cpu: { limit: percent(25) } } }),
        vm('pooled', { ...here, pool: 'small' }),
        vm('wide', { ...here, workload: 'much' }),
      ],
    });
    expect(text(why(limited, 'own', 60))).toContain('Its own limit binds: 500 MHz, however idle');
    expect(text(why(limited, 'pooled', 60))).toContain('The limit of 500 MHz of its pool small');
    expect(text(why(limited, 'small', 60))).toContain('Its limit holds back pooled.');
    expect(text(why(limited, 'wide', 60))).toContain('Its own 1 vCPU bind: they give 2000 MHz');
  });

  test('says that nothing holds it back, and whence its ready time comes', () => {
    const crowded = lab({
      ...one,
      workloads: [steady('half', 50)],
      vms: Array.from({ length: 6 }, (_, i) => vm(`w${i}`, { ...here, workload: 'half' })),
    });
    const lines = text(why(crowded, 'w0', 60));
    expect(lines).toContain('Nothing holds it back: it gets all that it wants.');
    expect(lines).toContain('6 vCPUs take turns on the 4 cores of esx01.');
  });

  test('tells over the run what bound it for how much of its time', () => {
    const later = lab({
      ...one,
      vms: [
        vm('a', { ...here, vcpus: 4 }),
        vm('b', { ...here, vcpus: 4, power: 'powered-off', boot: [] }),
      ],
      timeline: [at(10, 'powerOn', 'b')],
    });
    expect(text(why(later, 'a', 40))).toContain(
      'Over the run it was bound by the cores of esx01 75 % and nothing but its own demand 25 %',
    );
  });
});

test('a host says how full it is and whom its cores hold back', () => {
  const vms = ['a', 'b'].map((name) => vm(name, { ...onA, cluster: 'lab', vcpus: 4 }));
  const lines = text(why({ ...dying, vms }, 'esx01', 60));
  expect(lines).toContain('its 2 VMs want 16000 MHz and use 8000 MHz of 8000 MHz (100 %)');
  expect(lines).toContain('Its cores bind: a and b want more than they get.');
});

test('a cluster says how many hosts it has', () => {
  expect(text(why(dying, 'lab', 700))).toContain('lab has 1 of its 2 hosts connected.');
});

test('an unknown name is refused with its code', () => {
  expect(() => why(dying, 'wbe', 0)).toThrow(expect.objectContaining({ code: 'NO_SUCH_NAME' }));
});
