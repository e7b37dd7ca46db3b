import { describe, expect, it } from 'vitest';
import { complaints, load, scenarioWith } from '../test/support.ts';

const vms = 'vms: [{ name: web1..3, memory: 1 GiB, host: esx01, tags: { tier: gold } }]';
const expecting = (...lines: readonly string[]) =>
  scenarioWith(vms, 'expect:', ...lines.map((line) => `  - { ${line} }`));
const expectationsOf = (...lines: readonly string[]) => load(expecting(...lines)).scenario.expect;

describe('expect', () => {
  it("reads values in any unit of the metric's dimension", () => {
    const typed = expectationsOf(
      'metric: vm.downtimeSeconds, atMost: 1h 30min',
      'metric: vm.cpu.usedMHz, equals: 1.064 GHz, tolerance: 2%',
      'metric: vm.cpu.usedMHz, equals: 1 GHz, tolerance: 50 MHz',
      'metric: vm.cpu.readyPercent, atLeast: 29%, atMost: 40.5 %',
    );
    expect(typed).toMatchObject([
      { atMost: 5400 },
      { equals: 1064, tolerance: { fraction: 0.02 } },
      { equals: 1000, tolerance: { amount: 50 } },
      { atLeast: 29, atMost: 40.5 },
    ]);
  });

  it('reads windows, instants, aggregates and events around an event', () => {
    const typed = expectationsOf(
      'metric: vm.cpu.readyPercent, during: +10 min..end, aggregate: p95, across: max, atMost: 5%',
      'event: vm.restarted, of: web1, within: 20 s, after: { event: host.failed, of: esx01 }, atLeast: 1',
      'event: vm.restarted, before: { event: vm.booted, of: tier=gold }, because: Order counts',
      'state: vm.power, of: web*, at: +30 min, equals: powered-on',
    );
    expect(typed).toMatchObject([
      {
        during: { recursDaily: false, fromSeconds: 600, toSeconds: Number.POSITIVE_INFINITY },
        aggregate: 'p95',
        across: 'max',
      },
      { withinSeconds: 20, after: { event: 'host.failed', of: 'esx01' }, atLeast: 1, of: 'web1' },
      { before: { event: 'vm.booted', of: 'tier=gold' }, because: 'Order counts' },
      { atSeconds: 1800, equals: 'powered-on' },
    ]);
  });

  it('refuses names that no table has, and suggests', () => {
    const lines = complaints(
      expecting(
        'metric: vm.cpu.readyPercents, atMost: 1%',
        'event: vm.restartd',
        'state: vm.powr, equals: powered-on',
        'state: vm.power, equals: on',
        'event: vm.restarted, after: { event: host.faild }',
      ),
    );
    expect(lines.map((line) => line.split('; ')[0])).toEqual([
      'a.yaml:7:15: NO_SUCH_METRIC no metric "vm.cpu.readyPercents"',
      'a.yaml:8:14: NO_SUCH_EVENT no event "vm.restartd"',
      'a.yaml:9:14: NO_SUCH_STATE no state "vm.powr"',
      'a.yaml:10:32: UNKNOWN_WORD vm.power is never "on"',
      'a.yaml:11:44: NO_SUCH_EVENT no event "host.faild"',
    ]);
    expect(lines[1]).toContain('nearest: vm.restarted');
  });

  it('refuses what judges nothing, several things, or means nothing', () => {
    const lines = complaints(
      expecting(
        'of: web1',
        'metric: vm.downtimeSeconds, event: vm.restarted, atMost: 1 s',
        'metric: vm.downtimeSeconds',
        'metric: vm.downtimeSeconds, atMost: 3',
        'metric: vm.downtimeSeconds, atMost: 3%',
        'metric: vm.downtimeSeconds, atMost: 1 s, within: 3 s',
        'metric: vm.downtimeSeconds, atMost: 1 s, atLeast: 2 s',
        'metric: vm.downtimeSeconds, atMost: 1 s, tolerance: 5%',
        'event: vm.restarted, within: 3 s',
        'event: vm.restarted, atLeast: 1 s',
        'metric: vm.downtimeSeconds, atMost: 1 s, during: +2 h..end',
        'metric: vm.downtimeSeconds, atMost: 1 s, of: esx01',
      ),
    );
    expect(lines).toEqual([
      'a.yaml:7:5: BAD_EXPECTATION judges nothing; write one of metric, event and state',
      'a.yaml:8:5: BAD_EXPECTATION judges metric and event at once; write one of metric, event and state',
      'a.yaml:9:5: BAD_EXPECTATION vm.downtimeSeconds is not judged; add atLeast, atMost or equals',
      'a.yaml:10:43: MISSING_UNIT atMost: 3; write "3 s"',
      'a.yaml:11:43: WRONG_UNIT atMost: "3%" is a Percentage; write a Duration, "5 min"',
      'a.yaml:12:48: NOT_HONOURED within of a metric; leave it out',
      'a.yaml:13:57: BAD_EXPECTATION atLeast is above atMost; swap them',
      'a.yaml:14:59: BAD_EXPECTATION tolerance without equals; add equals, or leave it out',
      'a.yaml:15:36: BAD_EXPECTATION within without after; add "after: { event: ... }"',
      'a.yaml:16:37: BAD_VALUE atLeast: "1 s" is no bare number; write "atLeast: 4"',
      'a.yaml:17:56: TOO_LATE "+2 h..end" is after the end; lengthen duration',
      'a.yaml:18:52: NO_MATCH "esx01" matches no VM; correct it or add what it names',
    ]);
  });

  it('warns of a daily window that the run never meets', () => {
    const line = (window: string) =>
      expecting(`metric: vm.downtimeSeconds, atMost: 1 s, during: ${window}`);
    const { warnings } = load(line('02:00..03:00'));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatchObject({ code: 'NEVER_DUE', line: 7, column: 56 });
    expect(load(line('00:30..03:00')).warnings).toEqual([]);
    expect(load(line('23:00..00:10')).warnings).toEqual([]);
  });
});

describe('record', () => {
  it('keeps patterns, intervals and selections', () => {
    const { scenario } = load(
      scenarioWith(
        vms,
        'record: { interval: 20 s, metrics: [vm.cpu.*, host.*], of: [web*, esx01], events: [vm.*] }',
      ),
    );
    expect(scenario.record).toEqual({
      intervalSeconds: 20,
      metrics: ['vm.cpu.*', 'host.*'],
      of: 'web* or esx01',
      events: ['vm.*'],
    });
  });

  it('refuses patterns that nothing fits', () => {
    const text = scenarioWith(
      vms,
      'record: { metrics: [vm.cpuu.*, tape.*], events: [vm.poweredOn, vm.x] }',
    );
    expect(complaints(text).map((line) => line.split('; ')[0])).toEqual([
      'a.yaml:6:21: NO_SUCH_METRIC no metric "vm.cpuu.*"',
      'a.yaml:6:32: NO_SUCH_METRIC no metric "tape.*"',
      'a.yaml:6:64: NO_SUCH_EVENT no event "vm.x"',
    ]);
  });
});
