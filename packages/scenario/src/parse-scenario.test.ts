import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complaints, load, scenarioWith } from '../test/support.ts';
import { memoryFiles, parseScenario } from './index.ts';

const firstSteps = `
vdcsim: 1
name: First steps
duration: 30 min
hosts: [{ name: esx01..02, memory: 8 GiB }]
clusters: [{ name: lab, hosts: esx*, ha: { restartPriority: medium } }]
workloads: [{ name: office, kind: steady, demand: { cpu: 20% } }]
vms: [{ name: web01..10, memory: 512 MiB, cluster: lab, workload: office }]
timeline: [{ at: +10 min, fail: esx02 }]
expect: [{ metric: vm.downtimeSeconds, of: web*, atMost: 3 min }]
`;

describe('parseScenario', () => {
  it('types the dozen lines of the first scenario, defaults filled in', () => {
    const { scenario, warnings, inputs } = load(firstSteps);
    expect(scenario.durationSeconds).toBe(1800);
    expect(scenario.startEpochSeconds).toBe(1_167_609_600);
    expect(scenario.seed).toBe(1);
    expect(scenario.hosts).toHaveLength(2);
    expect(scenario.hosts[1]).toEqual({
      name: 'esx02',
      platform: 'esx3',
      cpu: {
        sockets: 2,
        coresPerSocket: 2,
        threadsPerCore: 1,
        speedMHz: 2660,
        sharing: 'shares',
      },
      memoryMiB: 8192,
      power: 'powered-on',
      tags: {},
    });
    expect(scenario.clusters).toEqual([
      { name: 'lab', hosts: ['esx01', 'esx02'], ha: { restartPriority: 'medium' } },
    ]);
    expect(scenario.vms.map((vm) => vm.name)).toEqual(
      Array.from({ length: 10 }, (_, i) => `web${String(i + 1).padStart(2, '0')}`),
    );
    expect(scenario.vms[0]).toMatchObject({
      vcpus: 1,
      memoryMiB: 512,
      cluster: 'lab',
      workload: 'office',
      allocation: {},
      boot: [{ waitSeconds: 90 }],
      power: 'powered-on',
      tags: {},
    });
    expect(scenario.timeline).toEqual([
      { atSeconds: 600, verb: 'fail', of: 'esx02', options: {}, hidden: false },
    ]);
    expect(scenario.record).toEqual({ intervalSeconds: 300 });
    expect(scenario.expect).toEqual([
      {
        metric: 'vm.downtimeSeconds',
        of: 'web*',
        atMost: 180,
        across: 'each',
        position: 'a.yaml:10:10',
      },
    ]);
    expect(warnings).toEqual([]);
    expect(inputs).toEqual([{ path: 'a.yaml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });

  it('deals references out in turn, in the order in which they are written', () => {
    const { scenario } = load(
      scenarioWith('vms: [{ name: a1..5, memory: 1 GiB, host: [esx03, esx01..02] }]'),
    );
    expect(scenario.vms.map((vm) => vm.host)).toEqual([
      'esx03',
      'esx01',
      'esx02',
      'esx03',
      'esx01',
    ]);
  });

  it('refuses several names for one thing', () => {
    const text = scenarioWith('vms: [{ name: a, memory: 1 GiB, host: [esx03, esx01..02] }]');
    expect(complaints(text)).toEqual([
      'a.yaml:5:39: ONE_NAME host names 3 hosts for one thing; write one, "esx03"',
    ]);
  });

  it('tells of a name that exists as something else', () => {
    const text = scenarioWith(
      'clusters: [{ name: lab, hosts: esx* }]',
      'vms: [{ name: a, memory: 1 GiB, cluster: esx01 }, { name: b, memory: 1 GiB, host: esx1 }]',
    );
    expect(complaints(text)).toEqual([
      'a.yaml:6:42: NO_SUCH_NAME "esx01" is a host, not a cluster; write the name of a cluster',
      'a.yaml:6:83: NO_SUCH_NAME "esx1" is no host; nearest: esx01',
    ]);
  });

  it('takes the only cluster, or the only host, for what is meant', () => {
    const one = load(firstSteps.replace(', cluster: lab', '')).scenario;
    expect(one.vms.every((vm) => vm.cluster === 'lab' && vm.host === undefined)).toBe(true);
    const alone = `vdcsim: 1
name: Alone
duration: 1 h
hosts: [{ name: esx01, memory: 8 GiB }]
pools: [{ name: all-of-it, allocation: {} }]
vms: [{ name: a, memory: 1 GiB }, { name: b, memory: 1 GiB, pool: all-of-it }]
`;
    const { scenario } = load(alone);
    expect(scenario.pools[0]).toMatchObject({ host: 'esx01' });
    expect(scenario.vms.map((vm) => vm.host)).toEqual(['esx01', 'esx01']);
    expect(complaints(scenarioWith('vms: [{ name: a, memory: 1 GiB }]'))).toEqual([
      'a.yaml:5:7: BAD_PLACE a has no host and no cluster; write "host: esx01"',
    ]);
  });

  it('derives the cluster of a VM from its host, and refuses contradictions', () => {
    const clusters = 'clusters: [{ name: p, hosts: esx01..02 }, { name: q, hosts: esx03 }]';
    const { scenario } = load(
      scenarioWith(clusters, 'vms: [{ name: a1..2, memory: 1 GiB, host: [esx03, esx01] }]'),
    );
    expect(scenario.vms.map((vm) => vm.cluster)).toEqual(['q', 'p']);
    const wrong = scenarioWith(
      clusters,
      'pools: [{ name: deep, parent: flat, allocation: {} }, { name: flat, cluster: p, allocation: {} }]',
      'vms:',
      '  - { name: a, memory: 1 GiB, host: esx03, cluster: p }',
      '  - { name: b, memory: 1 GiB, cluster: q, pool: deep }',
      '  - { name: c, memory: 1 GiB, host: esx04, pool: flat }',
    );
    expect(complaints(wrong)).toEqual([
      'a.yaml:8:5: BAD_PLACE a is on esx03, which is not in p; drop host or cluster, or add the host to it',
      'a.yaml:9:5: BAD_PLACE b is in q, its pool deep on p; drop host, cluster or pool',
      'a.yaml:10:5: BAD_PLACE c is on esx04, its pool flat on p; drop host or pool',
    ]);
  });

  it('refuses a host in two clusters', () => {
    const text = scenarioWith(
      'clusters: [{ name: p, hosts: esx01..02 }, { name: q, hosts: esx* }]',
    );
    expect(complaints(text)).toEqual([
      'a.yaml:5:61: BAD_PLACE esx01 is in p and in q; keep it in one cluster',
    ]);
  });

  it('keeps commands of one instant as they are written', () => {
    const { scenario } = load(
      scenarioWith(
        'timeline:',
        '  - { at: +20 min, repair: esx01, note: back }',
        '  - { at: +10 min, fail: [esx02, esx01] }',
        '  - { at: 00:10, fail: esx03, every: 30 min, hidden: true }',
      ),
    );
    expect(scenario.timeline).toEqual([
      { atSeconds: 600, verb: 'fail', of: 'esx02 or esx01', options: {}, hidden: false },
      {
        atSeconds: 600,
        verb: 'fail',
        of: 'esx03',
        options: {},
        hidden: true,
        everySeconds: 1800,
      },
      { atSeconds: 1200, verb: 'repair', of: 'esx01', options: {}, hidden: false, note: 'back' },
    ]);
  });

  it('refuses commands without a verb, with two, and with keys of another', () => {
    const text = scenarioWith(
      'timeline:',
      '  - { at: +1 min }',
      '  - { at: +1 min, fail: esx01, repair: esx01 }',
      '  - { at: +1 min, fail: esx01, notes: x }',
      '  - { fail: esx01 }',
      '  - { at: +1 min, fail: esx01, effect: hang }',
    );
    expect(complaints(text).map((line) => line.split('; ')[0])).toEqual([
      'a.yaml:6:5: BAD_COMMAND a command without a verb',
      'a.yaml:7:32: BAD_COMMAND fail and repair in one command',
      'a.yaml:8:32: UNKNOWN_KEY "notes" beside fail',
      'a.yaml:9:5: MISSING_KEY at is missing in timeline',
      'a.yaml:10:32: NOT_HONOURED effect beside fail of esx01',
    ]);
  });

  it('checks places that change during a run for their names only', () => {
    const vms = 'vms: [{ name: a1..2, memory: 1 GiB, host: esx01, tags: { tier: gold } }]';
    const off = (of: string) => scenarioWith(vms, `timeline: [{ at: +1 min, powerOff: ${of} }]`);
    expect(complaints(off('tier=gold and host=esx02'))).toEqual([]);
    expect(complaints(off('not host=esx01'))).toEqual([]);
    expect(complaints(off('host=esx09'))).toHaveLength(1);
    expect(complaints(off('tier=silver'))).toHaveLength(1);
    expect(complaints(off('"a* and (tier=gold"'))).toEqual([
      'a.yaml:6:36: BAD_SELECTOR "a* and (tier=gold" lacks a ")"; close the bracket',
    ]);
  });

  it('gives equal scenarios whatever the order of the entries', () => {
    const vms = [
      '{ name: a1..3, memory: 1 GiB, host: [esx01, esx02] }',
      '{ name: b, memory: 2 GiB, host: esx03, tags: { t: x } }',
      '{ name: c2, memory: 512 MiB, host: esx01 }',
      '{ name: c1, memory: 512 MiB, host: esx04, vcpus: 2 }',
    ];
    const withOrder = (order: readonly string[]) =>
      load(scenarioWith(`vms: [${order.join(', ')}]`));
    const expected = withOrder(vms).scenario;
    fc.assert(
      fc.property(fc.shuffledSubarray(vms, { minLength: vms.length }), (order) => {
        expect(withOrder(order).scenario).toEqual(expected);
      }),
      { seed: 20070101, numRuns: 20 },
    );
  });

  it('resolves parts and traces beside the naming file, then in the data folder', () => {
    const files = memoryFiles(
      {
        'set/a.yaml': scenarioWith(
          'import: [parts/w.yaml]',
          'vms: [{ name: v, memory: 1 GiB, host: esx01, workload: w }]',
        ),
        'set/parts/w.yaml':
          'vdcsim: 1\nkind: part\nworkloads: [{ name: w, kind: trace, file: t/day, format: planetlab }]\n',
        'data/t/day/vm1': '10\n20\n',
      },
      'data',
    );
    const loaded = parseScenario('/set/a.yaml', files);
    expect(loaded.inputs.map((input) => input.path)).toEqual([
      '/data/t/day/vm1',
      '/set/a.yaml',
      '/set/parts/w.yaml',
    ]);
  });
});
