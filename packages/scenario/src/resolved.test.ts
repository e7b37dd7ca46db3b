import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flatFiles, load, scenarioWith } from '../test/support.ts';
import { type LoadedScenario, parseScenario } from './index.ts';

/** The typed scenario without what may differ: places in files, and functions of traces. */
function comparable({ scenario }: LoadedScenario): unknown {
  return JSON.parse(
    JSON.stringify(scenario, (key, value: unknown) =>
      key === 'position' ? undefined : value === Number.POSITIVE_INFINITY ? 'end' : value,
    ),
  );
}

function again(loaded: LoadedScenario, others: Readonly<Record<string, string>> = {}) {
  return parseScenario('r.yaml', flatFiles({ 'r.yaml': loaded.resolvedYaml, ...others }));
}

const rich = [
  'about: |',
  '  Two lines: the first,',
  '  # and the second "quoted".',
  'start: 2007-05-21 02:20',
  'import: [b.yaml]',
  'templates:',
  '  - { name: top, memory: 1 GiB, allocation: { cpu: { shares: high } } }',
  '  - { name: low, template: top, allocation: { cpu: { limit: 50% } }, tags: { t: "1: x" } }',
  'vms:',
  '  - { name: a1..6, template: low, cluster: lab, workload: [w, trace] }',
  '  - { name: b, memory: 512 MiB, host: esx04, owner: "null", boot: [{ wait: 30 s }] }',
  'set:',
  '  vms(a2..3).vcpus: 2',
  '  clusters(lab).ha.restartPriority: high',
  'timeline:',
  '  - { at: 02:40, fail: [esx01, esx02], note: "It dies: now" }',
  '  - { at: +5 min, set: { vms(b).workload: w } }',
  'expect:',
  '  - { metric: vm.cpu.readyPercent, during: 02:30..02:40, atMost: 5%, because: why not }',
];
const part = `vdcsim: 1
kind: part
clusters: [{ name: lab, hosts: esx01..02, ha: {} }]
workloads:
  - name: w
    kind: bursty
    low: { cpu: 1% }
    high: { cpu: 2 GHz }
    burst: 5 s
    pause: { dist: exponential, mean: 1 min }
  - { name: trace, kind: trace, file: day, format: planetlab }
`;
const files = { 'b.yaml': part, 'day/v1': '10\n20\n', 'day/v2': '30\n40\n' };

describe('the resolved file', () => {
  it('gives an equal scenario without the parts that it was made of', () => {
    const loaded = load(scenarioWith(...rich), files);
    const { 'b.yaml': _part, ...traces } = files;
    const second = again(loaded, traces);
    expect(comparable(second)).toEqual(comparable(loaded));
    expect(again(second, traces).resolvedYaml).toBe(second.resolvedYaml);
  });

  it('says what it is, keeps ranges, and tells where defaults come from', () => {
    const { resolvedYaml } = load(
      scenarioWith(
        'clusters: [{ name: lab, hosts: esx* }]',
        'vms: [{ name: a1..2, memory: 1 GiB }]',
      ),
    );
    expect(resolvedYaml.split('\n').slice(0, 16)).toEqual([
      '# The whole scenario as vdcsim ran it: parts merged, defaults filled in.',
      '# Written by vdcsim; "default:" says where a value comes from that nobody wrote.',
      'vdcsim: 1',
      'kind: scenario  # default: language',
      'name: Test',
      'start: 2007-01-01 00:00  # default: language: a Monday',
      'duration: 1 h',
      'seed: 1  # default: language',
      'hosts:',
      '  - name: esx01..04',
      '    memory: 16 GiB',
      '    platform: esx3  # default: design note: the generation that the models start from',
      '    cpu:',
      '      sockets: 2  # default: assumption: the two-socket server of the field',
      '      coresPerSocket: 2  # default: assumption: dual-core processors of 2007',
      '      threadsPerCore: 1  # default: assumption: no hyper-threading',
    ]);
    expect(resolvedYaml).toContain('    cluster: lab  # default: the only cluster\n');
    expect(resolvedYaml).toContain('record:\n  interval: 5 min  # default: ');
  });

  it('keeps overrides from outside', () => {
    const loaded = load(
      scenarioWith('set: { seed: 3 }'),
      {},
      { set: { seed: '7', 'hosts(esx01).memory': '8 GiB' } },
    );
    expect(again(loaded).scenario).toEqual(loaded.scenario);
    expect(again(loaded).scenario.seed).toBe(7);
  });

  it('brings any text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (about) => {
        fc.pre(about.trim() !== '');
        const loaded = load(scenarioWith(`about: ${JSON.stringify(about)}`));
        expect(loaded.scenario.about).toBe(about);
        expect(again(loaded).scenario.about).toBe(about);
      }),
      { seed: 20070101, numRuns: 200 },
    );
  });
});
