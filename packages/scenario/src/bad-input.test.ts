import { describe, expect, it } from 'vitest';
import { complaints, load, scenarioWith } from '../test/support.ts';
import { type FileSource, parseScenario, ScenarioErrors } from './index.ts';

describe('bad input', () => {
  it('refuses a negative size', () => {
    expect(complaints(scenarioWith('vms: [{ name: a, memory: -1 GiB, host: esx01 }]'))).toEqual([
      'a.yaml:5:26: OUT_OF_RANGE memory: "-1 GiB" is negative; write "1 GiB"',
    ]);
  });

  it('refuses a name that two entries of one file bear, whatever their kinds', () => {
    const text = scenarioWith('clusters: [{ name: esx03, hosts: esx* }]');
    expect(complaints(text)).toEqual([
      'a.yaml:5:20: NAME_TWICE "esx03" is at a.yaml:4:17; choose another name',
    ]);
  });

  it('refuses the name of a built-in platform', () => {
    expect(complaints(scenarioWith('clusters: [{ name: esx3, hosts: esx* }]'))).toEqual([
      'a.yaml:5:20: NAME_TWICE "esx3" is a built-in platform; choose another name',
    ]);
  });

  it('refuses a VM that needs more memory than any host has', () => {
    const text = scenarioWith(
      'clusters: [{ name: lab, hosts: esx* }]',
      'vms: [{ name: a, memory: 17 GiB }]',
    );
    expect(complaints(text)).toEqual([
      'a.yaml:6:7: NO_FIT a has 17 GiB, the largest host 16 GiB; lower memory',
    ]);
  });

  it('refuses more vCPUs than the platform gives to one VM', () => {
    const text = scenarioWith(
      'clusters: [{ name: lab, hosts: big }]',
      'vms: [{ name: a, memory: 1 GiB, vcpus: 8, cluster: lab }]',
    ).replace('hosts: [', 'hosts: [{ name: big, memory: 8 GiB, cpu: { coresPerSocket: 8 } }, ');
    expect(complaints(text)[0]).toBe(
      'a.yaml:6:7: NO_FIT a has 8 vCPUs, esx3 gives 4; lower vcpus or change the platform',
    );
  });

  it('refuses VMs on a host that need more memory than it has, and leaves out those that are off', () => {
    const vms = (power: string) =>
      scenarioWith(`vms: [{ name: a1..3, memory: 6 GiB, host: esx01, power: ${power} }]`);
    expect(complaints(vms('powered-on'))).toEqual([
      'a.yaml:4:36: NO_FIT the VMs on esx01 have 18 GiB, it has 16 GiB; ' +
        'move or shrink some; overcommitted memory comes with memory management',
    ]);
    expect(complaints(vms('powered-off'))).toEqual([]);
  });

  it('refuses circular imports and draws the circle', () => {
    const part = (next: string) => `vdcsim: 1\nkind: part\nimport: [${next}]\n`;
    const others = { 'b.yaml': part('c.yaml'), 'c.yaml': part('b.yaml') };
    expect(complaints(scenarioWith('import: [b.yaml]'), others)).toEqual([
      'c.yaml:3:10: CYCLE imports b.yaml -> c.yaml -> b.yaml; drop an import',
    ]);
  });

  it('loads a part once that two parts import', () => {
    const hosts = 'hosts: [{ name: extra, memory: 1 GiB }]';
    const others = {
      'b.yaml': 'vdcsim: 1\nkind: part\nimport: [d.yaml]\n',
      'c.yaml': 'vdcsim: 1\nkind: part\nimport: [d.yaml]\n',
      'd.yaml': `vdcsim: 1\nkind: part\n${hosts}\n`,
    };
    const { scenario } = load(scenarioWith('import: [b.yaml, c.yaml]'), others);
    expect(scenario.hosts.map((host) => host.name)).toContain('extra');
    expect(scenario.hosts).toHaveLength(5);
  });

  it('refuses to import a scenario, and to run a part', () => {
    const other = { 'b.yaml': scenarioWith() };
    expect(complaints(scenarioWith('import: [b.yaml]'), other)).toEqual([
      'a.yaml:5:10: NOT_A_PART "b.yaml" is a scenario; only parts can be imported; ' +
        'write "kind: part" in it',
    ]);
    expect(complaints('vdcsim: 1\nkind: part\n')).toEqual([
      'a.yaml:2:7: NOT_A_SCENARIO a part cannot run on its own; import it from a scenario',
    ]);
  });

  it('refuses keys of a scenario in a part', () => {
    const other = { 'b.yaml': 'vdcsim: 1\nkind: part\nduration: 1 h\n' };
    expect(complaints(scenarioWith('import: [b.yaml]'), other)).toEqual([
      'b.yaml:3:1: PART_KEY "duration" in a part; write it in the scenario',
    ]);
  });

  it('refuses other versions, and kinds that are not built', () => {
    expect(complaints('vdcsim: 2\nwhatever: 1\n')).toEqual([
      'a.yaml:1:9: WRONG_VERSION the language version "2" is not known; write "vdcsim: 1"',
    ]);
    expect(complaints('vdcsim: 1\nkind: experiment\n')).toEqual([
      'a.yaml:2:7: NOT_BUILT_YET kind experiment is not built yet; ' +
        'leave it out, it comes with experiments',
    ]);
  });

  it('refuses a missing file, a missing part, and a file that is no UTF-8', () => {
    expect(complaints(scenarioWith('import: [farm.yaml]'))).toEqual([
      'a.yaml:5:10: NO_SUCH_FILE "farm.yaml" is not there; check the path and the spelling',
    ]);
    const bytes = Uint8Array.from([0x76, 0xff]);
    expect(complaints(scenarioWith('import: [b.yaml]'), { 'b.yaml': bytes })).toEqual([
      'b.yaml:1:1: NOT_UTF8 "b.yaml" is no UTF-8 at byte 2; save the file as UTF-8',
    ]);
  });

  it('refuses a file over 16 MiB before it is parsed', () => {
    const large = new Uint8Array(16 * 1024 * 1024 + 1).fill(0x5b);
    expect(complaints(scenarioWith('import: [b.yaml]'), { 'b.yaml': large })).toEqual([
      'b.yaml:1:1: FILE_TOO_LARGE "b.yaml" has 17 MiB, at most 16 MiB are read; ' +
        'use name ranges and templates',
    ]);
  });

  it('refuses an alias bomb', () => {
    const lines = ['x0: &x0 [a, a, a, a, a, a, a, a, a, a]'];
    for (let i = 1; i < 9; i++) {
      const aliases = Array.from({ length: 10 }, () => `*x${i - 1}`).join(', ');
      lines.push(`x${i}: &x${i} [${aliases}]`);
    }
    const bomb = complaints(['vdcsim: 1', ...lines].join('\n'));
    expect(bomb.filter((line) => line.includes('ALIAS_BOMB'))).toEqual([
      'a.yaml:6:45: ALIAS_BOMB the aliases of this file stand for more than 100000 values; ' +
        'use name ranges and templates',
    ]);
  });

  it('refuses two hundred thousand open brackets without a long thought', () => {
    expect(complaints('['.repeat(200_000))).toEqual([
      'a.yaml:1:60: TOO_DEEP more than 60 levels of nesting; the language needs about ten',
    ]);
  });

  it('tells a trace that is missing, and says that only data is missing', () => {
    const text = scenarioWith(
      'workloads: [{ name: w, kind: trace, file: traces/day, format: planetlab }]',
      'vms: [{ name: a1..3, memory: 1 GiB, host: esx01, workload: w }]',
    );
    expect(complaints(text)).toEqual([
      'a.yaml:5:43: TRACE_MISSING trace "traces/day" is not there; ' +
        '"vdcsim import planetlab --help" says how to get it',
    ]);
    const source: FileSource = {
      read: (path) =>
        path === 'a.yaml' ? Uint8Array.from(text, (c) => c.charCodeAt(0)) : undefined,
      list: () => undefined,
      resolve: (_base, path) => path,
    };
    try {
      parseScenario('a.yaml', source);
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(ScenarioErrors);
      expect((error as ScenarioErrors).onlyDataMissing).toBe(true);
    }
  });

  it('tells a trace that is short, and one that is not a number, at their lines', () => {
    const text = scenarioWith(
      'workloads: [{ name: w, kind: trace, file: day, format: planetlab }]',
    );
    const good = '10\n20\n30\n';
    const short = complaints(text, { 'day/vm1': good, 'day/vm2': '10\n' });
    expect(short).toHaveLength(1);
    expect(short[0]).toMatch(/^day\/vm2:\d+:1: TRACE_SHORT /);
    const odd = complaints(text, { 'day/vm1': good, 'day/vm2': '10\nx\n30\n' });
    expect(odd).toHaveLength(1);
    expect(odd[0]).toMatch(/^day\/vm2:2:1: BAD_TRACE /);
  });

  it('reads a trace whose file names hold blanks, sorted by name', () => {
    const text = scenarioWith(
      'workloads: [{ name: w, kind: trace, file: day, format: planetlab, replay: stretch }]',
      'vms: [{ name: a1..2, memory: 1 GiB, host: esx01, workload: w }]',
    );
    const { scenario, inputs } = load(text, { 'day/b': '30\n40\n', 'day/a 1 ': '10\n20\n' });
    const workload = scenario.workloads[0]!;
    expect(workload).toMatchObject({ name: 'w', kind: 'trace', replay: 'stretch' });
    if (workload.kind !== 'trace') return;
    expect(workload.source.columns).toBe(2);
    expect(workload.source.sample(0, 1)).toBeCloseTo(0.2, 12);
    expect(inputs.map((input) => input.path)).toEqual(['a.yaml', 'day/a 1 ', 'day/b']);
  });

  it('reads the values of an empirical distribution, and tells a bad line', () => {
    const text = scenarioWith(
      'workloads:',
      '  - name: w',
      '    kind: bursty',
      '    low: { cpu: 5% }',
      '    high: { cpu: 90% }',
      '    burst: { dist: empirical, file: bursts.csv }',
      '    pause: 10 s',
    );
    const { scenario } = load(text, { 'bursts.csv': 'burst [s]\n1\n2.5\n' });
    expect(scenario.workloads[0]).toMatchObject({
      burst: { dist: 'empirical', values: [1, 2.5] },
      pause: { dist: 'deterministic', value: 10 },
    });
    expect(complaints(text, { 'bursts.csv': 'burst [s]\n1\nfew\n' })[0]).toMatch(
      /^bursts.csv:3:1: BAD_NUMBERS /,
    );
    expect(complaints(text)[0]).toMatch(/^a.yaml:10:37: TRACE_MISSING /);
  });

  it('prints a hundred mistakes and counts the rest', () => {
    const commands = Array.from({ length: 130 }, () => '  - { at: +1 min, fail: nobody }');
    const lines = complaints(scenarioWith('timeline:', ...commands));
    expect(lines).toHaveLength(101);
    expect(lines[100]).toBe('and 30 more');
  });

  it('refuses keys without values, lists for texts and texts for maps', () => {
    const text = scenarioWith('vms:', '  - { name: a, host: , memory: [1 GiB], tags: gold }');
    expect(complaints(text)).toEqual([
      'a.yaml:6:22: BAD_VALUE host has no value; write one or leave the key out',
      'a.yaml:6:32: BAD_VALUE memory: a list where one value belongs; write "16 GiB"',
      'a.yaml:6:47: BAD_VALUE tags is no map; write "tags: { key: value }"',
    ]);
  });

  it('refuses a quoted number and a quoted truth', () => {
    const text = scenarioWith(
      'vms: [{ name: a, memory: 1 GiB, host: esx01, vcpus: "2" }]',
      'timeline: [{ at: +1 min, powerOff: a, hidden: "true" }]',
    );
    expect(complaints(text)).toEqual([
      'a.yaml:5:53: BAD_VALUE vcpus: "2" is not a whole number; write a whole number, 1',
      'a.yaml:6:47: BAD_VALUE hidden: "true" is neither true nor false; write true or false',
    ]);
  });
});
