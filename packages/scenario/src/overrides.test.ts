import { describe, expect, it } from 'vitest';
import { complaints, load, scenarioWith } from '../test/support.ts';

const farm = [
  'clusters: [{ name: lab, hosts: esx01..03, ha: {} }]',
  'workloads: [{ name: calm, kind: steady, demand: { cpu: 5% } }, { name: busy, kind: steady, demand: { cpu: 2 GHz } }]',
  'pools: [{ name: batch, cluster: lab, allocation: { cpu: { shares: high } } }]',
  'vms:',
  '  - { name: web01..06, memory: 1 GiB, cluster: lab, workload: calm, tags: { tier: gold } }',
  '  - { name: alone, memory: 1 GiB, host: esx04, vcpus: 2 }',
];
const withSet = (...lines: readonly string[]) =>
  scenarioWith(...farm, 'set:', ...lines.map((line) => `  ${line}`));

describe('set', () => {
  it('changes the members of a range that its selector matches, and no others', () => {
    const { scenario } = load(
      withSet('vms(web02..03).memory: 2 GiB', 'vms(tier=gold and web03*).tags.tier: silver'),
    );
    expect(scenario.vms.map((vm) => [vm.name, vm.memoryMiB, vm.tags['tier']])).toEqual([
      ['alone', 1024, undefined],
      ['web01', 1024, 'gold'],
      ['web02', 2048, 'gold'],
      ['web03', 2048, 'silver'],
      ['web04', 1024, 'gold'],
      ['web05', 1024, 'gold'],
      ['web06', 1024, 'gold'],
    ]);
  });

  it('goes by places, derived ones too', () => {
    const { scenario } = load(withSet('vms(cluster=lab).vcpus: 2', 'vms(host=esx04).vcpus: 4'));
    expect(scenario.vms.map((vm) => vm.vcpus)).toEqual([4, 2, 2, 2, 2, 2, 2]);
  });

  it('reaches nested keys, makes the maps on the way, and changes the top level', () => {
    const { scenario } = load(
      withSet(
        'vms(alone).allocation.cpu.limit: 1 GHz',
        'hosts(esx01).cpu.speed: 3 GHz',
        'clusters.ha.restartPriority: high',
        'workloads(calm).demand.cpu: 10%',
        'duration: 2 h',
        'record.interval: 1 min',
      ),
    );
    expect(scenario.vms[0]?.allocation.cpu?.limit).toEqual({ dimension: 'frequency', value: 1000 });
    expect(scenario.hosts[0]?.cpu.speedMHz).toBe(3000);
    expect(scenario.hosts[0]?.cpu.sockets).toBe(2);
    expect(scenario.clusters[0]?.ha?.restartPriority).toBe('high');
    expect(scenario.durationSeconds).toBe(7200);
    expect(scenario.record.intervalSeconds).toBe(60);
    const calm = scenario.workloads.find((workload) => workload.name === 'calm')!;
    expect(calm).toMatchObject({ demand: { cpu: { dimension: 'percent', value: 0.1 } } });
  });

  it('tells unknown keys, wrong values, empty selections and paths to nowhere', () => {
    expect(
      complaints(
        withSet(
          'vms(web*).memroy: 2 GiB',
          'vms(wbe*).memory: 2 GiB',
          'vms(web*).memory: 2',
          'vms(web*).tools: true',
          'vms(web*).name: x',
          'vms(web*: 3',
          'vms(web01).memory.size: 3',
          'hostz.memory: 3 GiB',
        ),
      ),
    ).toEqual([
      'a.yaml:12:3: UNKNOWN_KEY "memroy" in vms; did you mean "memory"?',
      'a.yaml:13:3: NO_MATCH "wbe*" matches no VM; nearest: web01..06',
      'a.yaml:14:21: MISSING_UNIT memory: 2; write "2 GiB"',
      'a.yaml:15:3: NOT_BUILT_YET "tools" in vms is not built yet; ' +
        'leave it out, it comes with memory management',
      'a.yaml:16:3: NOT_HONOURED "name" cannot be overridden; change it where it is written',
      'a.yaml:17:3: BAD_PATH "vms(web*" is no path; write "hosts(esx0*).memory" or "record.interval"',
      'a.yaml:18:3: BAD_PATH "vms(web01).memory.size": memory has no keys below it; ' +
        'end the path at memory',
      'a.yaml:19:3: UNKNOWN_KEY "hostz"; did you mean "hosts"?',
    ]);
  });

  it('means the same in whatever order its paths stand', () => {
    const paths = [
      'vms(web01).allocation.cpu.limit: 1 GHz',
      'vms(web*).allocation: { cpu: { limit: 2 GHz, shares: low } }',
      'vms(web01).allocation.cpu.shares: high',
    ];
    const { scenario } = load(withSet(...paths));
    expect(load(withSet(...[...paths].reverse())).scenario).toEqual(scenario);
    expect(scenario.vms[1]?.allocation.cpu).toMatchObject({ shares: 'high' });
    const timed = (set: string) =>
      load(scenarioWith(...farm, `timeline: [{ at: +1 min, set: { ${set} } }]`)).scenario.timeline;
    expect(timed('vms(web*).workload: busy, pools(batch).allocation.cpu.shares: low')).toEqual(
      timed('pools(batch).allocation.cpu.shares: low, vms(web*).workload: busy'),
    );
  });

  it('takes overrides from outside, which win', () => {
    const set = { 'vms(web01).vcpus': '2', duration: '3 h' };
    const { scenario } = load(withSet('duration: 2 h'), {}, { set });
    expect(scenario.durationSeconds).toBe(10_800);
    expect(scenario.vms[1]?.vcpus).toBe(2);
    expect(complaints(scenarioWith(...farm), {}, { set: { 'vms(web*).vcpu': '2' } })).toEqual([
      '(set vms(web*).vcpu):1:1: UNKNOWN_KEY "vcpu" in vms; did you mean "vcpus"?',
    ]);
  });

  it('types changes of the timeline, of settable keys only', () => {
    const at = (set: string) =>
      scenarioWith(...farm, `timeline: [{ at: +1 min, set: { ${set} } }]`);
    const { scenario } = load(
      at(
        'vms(web02..01).workload: busy'.replace('02..01', '01..02') +
          ', pools(batch).allocation.cpu.shares: low',
      ),
    );
    expect(scenario.timeline).toEqual([
      {
        atSeconds: 60,
        verb: 'set',
        hidden: false,
        options: {
          changes: [
            {
              kind: 'pool',
              names: ['batch'],
              path: ['allocation', 'cpu', 'shares'],
              value: 'low',
            },
            { kind: 'vm', names: ['web01', 'web02'], path: ['workload'], value: 'busy' },
          ],
        },
      },
    ]);
    expect(complaints(at('vms(web01).memory: 2 GiB'))).toEqual([
      'a.yaml:11:33: NOT_HONOURED memory cannot change while the simulation runs; use set at the top level',
    ]);
    const byMap = load(
      at('pools(batch).allocation: { cpu: { shares: 100, limit: 50% } }'),
    ).scenario;
    expect(byMap.timeline[0]?.options['changes']).toEqual([
      {
        kind: 'pool',
        names: ['batch'],
        path: ['allocation', 'cpu', 'limit'],
        value: { dimension: 'percent', value: 0.5 },
      },
      { kind: 'pool', names: ['batch'], path: ['allocation', 'cpu', 'shares'], value: 100 },
    ]);
    expect(complaints(at('vms(web01).workload: bussy'))).toEqual([
      'a.yaml:11:54: NO_SUCH_NAME "bussy" is no workload; nearest: busy',
    ]);
  });
});

describe('templates', () => {
  const templates = [
    'templates:',
    '  - { name: base, memory: 1 GiB, vcpus: 2, tags: { tier: gold, os: linux } }',
    '  - { name: small, template: base, vcpus: 1, allocation: { cpu: { limit: 1 GHz } } }',
  ];

  it('supply what a VM does not set, maps merged, along chains', () => {
    const vm =
      '{ name: a, template: small, host: esx01, tags: { tier: lead }, allocation: { cpu: { shares: high } } }';
    const { scenario } = load(scenarioWith(...templates, `vms: [${vm}]`));
    expect(scenario.vms[0]).toMatchObject({
      template: 'small',
      memoryMiB: 1024,
      vcpus: 1,
      tags: { tier: 'lead', os: 'linux' },
      allocation: { cpu: { shares: 'high', limit: { dimension: 'frequency', value: 1000 } } },
    });
    expect(scenario).not.toHaveProperty('templates');
  });

  it('can be changed by set before VMs take from them', () => {
    const { scenario } = load(
      scenarioWith(
        ...templates,
        'vms: [{ name: a, template: small, host: esx01 }]',
        'set: { templates(base).memory: 3 GiB }',
      ),
    );
    expect(scenario.vms[0]?.memoryMiB).toBe(3072);
  });

  it('refuse to stand on themselves, and tell a mistake once', () => {
    const circle = scenarioWith(
      'templates: [{ name: p, template: q }, { name: q, template: p, memory: 1 }]',
      'vms: [{ name: a1..2, template: p, host: esx01 }, { name: b, template: q, host: esx01 }]',
    );
    expect(complaints(circle)).toEqual([
      'a.yaml:5:60: CYCLE templates p -> q -> p; drop a "template"',
      'a.yaml:5:71: MISSING_UNIT memory: 1; write "1 GiB"',
    ]);
  });

  it('that are missing are told once, and not what they would have supplied', () => {
    const text = scenarioWith('vms: [{ name: a, template: bsae, host: esx01 }]', ...templates);
    expect(complaints(text)).toEqual([
      'a.yaml:5:28: NO_SUCH_NAME "bsae" is no template; nearest: base',
    ]);
  });
});

describe('platforms of the scenario', () => {
  const hosts = (set: string) =>
    `vdcsim: 1\nname: P\nduration: 1 h\nplatforms: [{ name: mine, basedOn: esx3, set: ${set} }]\n` +
    'hosts: [{ name: h, platform: mine, memory: 8 GiB, cpu: { sockets: 4 } }]\n' +
    'vms: [{ name: a, memory: 1 GiB, vcpus: 6 }]\n';

  it('change columns of the row that they are based on', () => {
    expect(complaints(hosts('{}'))).toEqual([
      'a.yaml:6:7: NO_FIT a has 6 vCPUs, mine gives 4; lower vcpus or change the platform',
    ]);
    expect(load(hosts('{ maxVcpusPerVm: 6 }')).scenario.platforms).toEqual([
      { name: 'mine', basedOn: 'esx3', set: { maxVcpusPerVm: 6 } },
    ]);
    const bySet = `${hosts('{}')}set: { platforms(mine).maxVcpusPerVm: 8 }\n`;
    expect(load(bySet).scenario.platforms[0]?.set).toEqual({ maxVcpusPerVm: 8 });
  });

  it('refuse unknown columns and circles', () => {
    expect(complaints(hosts('{ maxVcpuPerVm: 6 }'))).toEqual([
      'a.yaml:4:49: UNKNOWN_KEY "maxVcpuPerVm" in platforms.set; did you mean "maxVcpusPerVm"?',
    ]);
    const circle = hosts('{}').replace('basedOn: esx3', 'basedOn: mine');
    expect(complaints(circle)[0]).toBe(
      'a.yaml:4:36: CYCLE platforms mine -> mine; base one on a built-in one',
    );
  });
});
