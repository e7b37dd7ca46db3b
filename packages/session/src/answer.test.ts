import type { AnswerValue, Question } from '@vdcsim/protocol';
import { describe, expect, it } from 'vitest';
import { openScenario } from './open-scenario.ts';
import { opened, shipped, smallLab, Watched } from './session.fixtures.ts';

function at(file: ReturnType<typeof shipped>, timeSeconds: number): Watched {
  const watched = new Watched(file);
  watched.session.control({ do: 'runTo', timeSeconds });
  watched.play();
  return watched;
}

function asked<What extends Question['what']>(
  watched: Watched,
  question: Extract<Question, { readonly what: What }>,
): Extract<AnswerValue, { readonly what: What }> {
  return watched.session.ask(question) as Extract<AnswerValue, { readonly what: What }>;
}

const crowded = `vdcsim: 1
name: Crowded
start: 2007-01-01 00:00
duration: 10 min
hosts: [{ name: esx01, platform: esx3, memory: 8 GiB, cpu: { sockets: 1, coresPerSocket: 1 } }]
pools: [{ name: low, host: esx01, allocation: { cpu: { limit: 266 MHz } } }]
workloads: [{ name: busy, kind: steady, demand: { cpu: 90% } }]
vms:
  - { name: a, memory: 512 MiB, host: esx01, workload: busy }
  - { name: b, memory: 512 MiB, host: esx01, workload: busy }
  - name: capped
    memory: 512 MiB
    host: esx01
    workload: busy
    allocation: { cpu: { limit: 133 MHz } }
  - { name: pooled, memory: 512 MiB, pool: low, workload: busy }
`;

describe('history', () => {
  it('has fine intervals from an instant on, with null where nothing applied', () => {
    const watched = at(opened(smallLab), 900);
    const metrics = ['vm.cpu.usedPercent', 'host.cpu.usedMHz', 'no.such.metric'];
    const entity = watched.id('web02');
    const { series } = asked(watched, { what: 'history', metrics, entity, fromSeconds: 580 });
    expect(series.map(({ metric, unit }) => [metric, unit])).toEqual([['vm.cpu.usedPercent', '%']]);
    const [used] = series;
    expect(used!.fromSeconds[0]).toBe(580);
    expect(used!.toSeconds.at(-1)).toBe(900);
    expect(used!.mean[0]).toBeCloseTo(20, 6);
    expect(used!.mean[30]).toBeNull();
    expect(used!.mean.at(-1)).toBeCloseTo(20, 6);
    expect(watched.session.scene().intervalSeconds).toBe(1);
  });

  it('has what the scenario records of metrics that no screen charts', () => {
    const watched = at(opened(smallLab), 1800);
    const entity = watched.id('web02');
    const question = { what: 'history', metrics: ['vm.downtimeSeconds'], entity } as const;
    const [down] = asked(watched, question).series;
    expect(down!.toSeconds).toEqual([300, 600, 900, 1200, 1500, 1800]);
    expect(down!.mean).toEqual([0, 0, 105, 0, 0, 0]);
  });
});

describe('details', () => {
  function detailsOf(name: string) {
    const watched = at(opened(crowded), 120);
    watched.session.select([watched.id(name)]);
    watched.play();
    return watched.of('details').at(-1)!.details;
  }

  it('of a VM that is starved by shares say what binds it, and what the guest believes', () => {
    const details = detailsOf('a');
    expect(details.boundBy).toEqual([{ by: "esx01's CPU", fraction: 1, isShortage: true }]);
    expect(details.verdict).toBe('Looks busy, is not being served: the cores of esx01 are full.');
    expect(details.advice[0]).toMatch(/^More shares or a reservation would help it/);
    const [{ guestSees, hostKnows }] = details.views as [(typeof details.views)[0]];
    expect(guestSees).toBe('100 % busy');
    expect(hostKnows.map(({ word }) => word)).toEqual(['run', 'ready', 'idle']);
    expect(hostKnows.reduce((sum, { fraction }) => sum + fraction, 0)).toBeCloseTo(1, 12);
    expect(details.facts).toContainEqual(['Shares', 'normal, 1\u2009000']);
  });

  it('of a VM at its limit or at that of a pool name the limit, and whether more would help', () => {
    const capped = detailsOf('capped');
    expect(capped.boundBy).toEqual([{ by: 'its limit', fraction: 1, isShortage: true }]);
    expect(capped.verdict).toMatch(/its own limit holds it back\.$/);
    expect(capped.advice[0]).toMatch(/^A higher limit alone would not help/);
    expect(capped.views[0]!.hostKnows.map(({ word }) => word)).toContain('limited');
    const pooled = detailsOf('pooled');
    expect(pooled.boundBy[0]!.by).toBe('the limit of pool low');
    expect(pooled.verdict).toMatch(/the limit of pool low holds it back\.$/);
  });

  it('cover the last minute only, also of an entity that was not selected then', () => {
    const watched = at(opened(smallLab), 900);
    const entity = watched.id('web02');
    watched.session.select([entity]);
    watched.play();
    const { boundBy, verdict } = watched.of('details').at(-1)!.details;
    expect(boundBy).toEqual([{ by: 'its own wish', fraction: 1, isShortage: false }]);
    expect(verdict).toBe('Healthy: it gets all that it wants.');
  });

  it('of what is down say since when and why', () => {
    const watched = at(shipped('host-failure.yaml'), 1960);
    watched.session.select(['test06', 'esx03', 'prod', 'mail01'].map((name) => watched.id(name)));
    watched.play();
    const verdicts = watched.of('details').map(({ details }) => details.verdict);
    expect(verdicts).toEqual([
      'Down for 40 s: no host has enough unclaimed memory.',
      'Failed 40 s ago, and was declared dead.',
      '1 of its 3 hosts is away, 2 VMs are down.',
      'Starting: it serves in 1 min 5 s.',
    ]);
  });

  it('are told of each selected entity four times a second while time goes', () => {
    const watched = new Watched(opened(smallLab));
    watched.session.select([watched.id('web01'), watched.id('web01'), 9999, -1]);
    watched.play(2000);
    expect(watched.of('details').length).toBeGreaterThanOrEqual(6);
    expect(watched.of('details').length).toBeLessThanOrEqual(9);
  });
});

describe('previews', () => {
  it('of a failure tell what stops, what HA restarts where, and what finds no room', () => {
    const watched = at(shipped('host-failure.yaml'), 60);
    const command = { verb: 'fail', of: 'esx03' };
    expect(asked(watched, { what: 'preview', command }).lines).toEqual([
      '11 VMs stop.',
      'After 15 s HA would restart 9: on esx01 (3) and esx02 (6).',
      '2 VMs have no room: test03 and test06 (no host has enough unclaimed memory).',
    ]);
  });

  it('refuse what no command is, in the words of the command itself', () => {
    const watched = at(opened(smallLab), 60);
    for (const [verb, code] of [
      ['explode', 'NO_SUCH_COMMAND'],
      ['set', 'NO_SUCH_COMMAND'],
    ] as const) {
      const command = { verb, of: 'esx01' };
      const refusal = expect.objectContaining({ code });
      expect(() => watched.session.ask({ what: 'preview', command })).toThrow(refusal);
      expect(() => watched.session.command(command)).toThrow(refusal);
    }
    expect(() => watched.session.command({ verb: 'fail', of: 'nobody' })).toThrow(
      expect.objectContaining({ code: 'NO_MATCH' }),
    );
  });
});

describe('other questions', () => {
  it('why and causes are answered in words, the root first', () => {
    const watched = at(shipped('host-failure.yaml'), 1960);
    const { explained } = asked(watched, { what: 'why', entity: watched.id('test06') });
    expect(explained.parts.map(({ topic }) => topic)).toEqual(['state', 'downtime']);
    const { events } = asked(watched, { what: 'causes', event: 25 });
    expect(events.map(({ type }) => type)).toEqual([
      'command.given',
      'host.failed',
      'host.declaredDead',
      'vm.restartFailed',
    ]);
  });

  it('of what there is not are refused with a code', () => {
    const watched = at(opened(smallLab), 60);
    const refusal = (code: string) => expect.objectContaining({ code });
    expect(() => watched.session.ask({ what: 'why', entity: 99 })).toThrow(refusal('NO_SUCH_NAME'));
    expect(() => watched.session.ask({ what: 'why', entity: 0 })).toThrow(refusal('NO_SUCH_NAME'));
    expect(() => watched.session.ask({ what: 'causes', event: 99 })).toThrow(
      refusal('NO_SUCH_EVENT'),
    );
  });

  it('the scenario with the commands given by hand does the same again', () => {
    const file = shipped('host-failure.yaml');
    const watched = new Watched(file, { seed: 77, speed: 777 }, { nowMs: 0.1, perLook: 0.0137 });
    watched.play(1234);
    watched.session.command({ verb: 'fail', of: 'esx01' });
    watched.play(567.8);
    watched.session.command({ verb: 'repair', of: 'esx01..03 and not esx03' });
    watched.session.command({ verb: 'powerOff', of: '(web0*  or web1*)' });
    watched.play();
    const { yaml } = asked(watched, { what: 'scenario' });
    const again = new Watched(openScenario('again.yaml', { 'again.yaml': yaml }), { speed: 'max' });
    again.play();
    expect(again.session.status().fingerprint).toBe(watched.session.status().fingerprint);
    expect(again.session.scene().seed).toBe(77);
  });
});
