import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder, vdcsim } from '../src/command-line.fixtures.ts';

/** A kind of bad input: files in a folder, of which `x.yaml` is run, and all that is said of it. */
interface BadInput {
  readonly kind: string;
  readonly files: Readonly<Record<string, string>>;
  /** Lines of standard error, with paths as seen from the folder. */
  readonly says: readonly string[];
}

/** A scenario that is well, and lines that make it bad; these start at line 7. */
function scenario(...lines: readonly string[]): string {
  return `${[
    'vdcsim: 1',
    'name: Bad',
    'duration: 1 h',
    'hosts: [{ name: esx01..02, memory: 8 GiB }]',
    'clusters: [{ name: lab, hosts: esx* }]',
    'workloads: [{ name: calm, kind: steady, demand: { cpu: 10% } }]',
    ...lines,
  ].join('\n')}\n`;
}

const vm = (keys: string) => scenario(`vms: [{ ${keys} }]`);

const traced = (name: string) =>
  scenario(
    'vms: [{ name: a, memory: 1 GiB, cluster: lab, workload: day }]',
    'set:',
    '  duration: 15 min',
  ).replace(
    'workloads: [',
    `workloads: [{ name: day, kind: trace, file: ${name}, format: planetlab }, `,
  );

/** Ten of ten of ten ...: a billion values in nine lines. */
const bombLines = Array.from({ length: 9 }, (_, level) => {
  const below = level === 0 ? 'a' : `*x${level - 1}`;
  return `&x${level} [${Array.from({ length: 10 }, () => below).join(', ')}]`;
});

const badInputs: readonly BadInput[] = [
  {
    kind: 'an unknown key',
    files: { 'x.yaml': vm('name: web01, memory: 1 GiB, vcpu: 2') },
    says: ['x.yaml:7:37: UNKNOWN_KEY "vcpu" in vms; did you mean "vcpus"?'],
  },
  {
    kind: 'a wrong unit',
    files: { 'x.yaml': vm('name: web01, memory: 1 GHz') },
    says: ['x.yaml:7:30: WRONG_UNIT memory: "1 GHz" is a Frequency; write a Size, "1 GiB"'],
  },
  {
    kind: 'a missing unit',
    files: { 'x.yaml': vm('name: web01, memory: 1024') },
    says: ['x.yaml:7:30: MISSING_UNIT memory: 1024; write "1024 MiB"'],
  },
  {
    kind: 'a negative size',
    files: { 'x.yaml': vm('name: web01, memory: -1 GiB') },
    says: ['x.yaml:7:30: OUT_OF_RANGE memory: "-1 GiB" is negative; write "1 GiB"'],
  },
  {
    kind: 'a duplicate name',
    files: { 'x.yaml': vm('name: esx02, memory: 1 GiB') },
    says: ['x.yaml:7:15: NAME_TWICE "esx02" is at x.yaml:4:17; choose another name'],
  },
  {
    kind: 'an empty range',
    files: { 'x.yaml': vm('name: web10..01, memory: 1 GiB') },
    says: ['x.yaml:7:15: BAD_RANGE "web10..01" is empty; write "web01..10"'],
  },
  {
    kind: 'a selector that matches nothing',
    files: { 'x.yaml': scenario('timeline: [{ at: +5 min, fail: esx1* }]') },
    says: ['x.yaml:7:32: NO_MATCH "esx1*" matches no host or part; nearest: esx01..02'],
  },
  {
    kind: 'a VM that fits no host',
    files: { 'x.yaml': vm('name: big, memory: 9 GiB, cluster: lab') },
    says: ['x.yaml:7:7: NO_FIT big has 9 GiB, the largest host 8 GiB; lower memory'],
  },
  {
    kind: 'a circular import',
    files: {
      'x.yaml': scenario('import: [b.yaml]'),
      'b.yaml': 'vdcsim: 1\nkind: part\nimport: [c.yaml]\n',
      'c.yaml': 'vdcsim: 1\nkind: part\nimport: [b.yaml]\n',
    },
    says: ['c.yaml:3:10: CYCLE imports b.yaml -> c.yaml -> b.yaml; drop an import'],
  },
  {
    kind: 'a trace that is missing',
    files: { 'x.yaml': traced('day') },
    says: [
      'x.yaml:6:45: TRACE_MISSING trace "day" is not there; ' +
        '"vdcsim import planetlab --help" says how to get it',
    ],
  },
  {
    kind: 'a trace that is short',
    files: { 'x.yaml': traced('day'), 'day/a': '10\n20\n30\n', 'day/b c': '10\n20\n' },
    says: [
      'day/b c:2:1: TRACE_SHORT 2 lines, but a has 3; ' +
        'complete the file or take it out of the folder',
    ],
  },
  {
    kind: 'a trace that is not a number',
    files: { 'x.yaml': traced('day'), 'day/a': '10\n20\n30\n', 'day/b c': '10\nx y\n30\n' },
    says: ['day/b c:2:1: BAD_TRACE "x y" is not a number; write a whole number from 0 to 100'],
  },
  {
    kind: 'a file over 16 MiB',
    files: { 'x.yaml': scenario(`about: ${'x'.repeat(16 * 1024 * 1024)}`) },
    says: [
      'x.yaml:1:1: FILE_TOO_LARGE "x.yaml" has 17 MiB, at most 16 MiB are read; ' +
        'use name ranges and templates',
    ],
  },
  {
    kind: 'an alias bomb',
    files: { 'x.yaml': scenario('about:', ...bombLines.map((line) => `  - ${line}`)) },
    says: [
      'x.yaml:8:3: BAD_VALUE about: a list where one value belongs; write one text',
      'x.yaml:12:45: ALIAS_BOMB the aliases of this file stand for more than 100000 values; ' +
        'use name ranges and templates',
    ],
  },
  {
    kind: 'a cluster with HA on hosts that have none',
    files: {
      'x.yaml': scenario()
        .replace('esx* }', 'esx*, ha: {} }')
        .replace('02,', '02, platform: esx2,'),
    },
    says: [
      'x.yaml:5:42: NOT_HONOURED ha under esx2, the platform of esx01 and 1 more; ' +
        'drop ha, or use one of esx3, esx4, esx41, esx5, esx6, virtual-server-2005, hyperv-2008, ' +
        'xenserver5',
    ],
  },
  {
    kind: 'a pool on a host of a cluster',
    files: { 'x.yaml': scenario('pools: [{ name: gold, host: esx01, allocation: {} }]') },
    says: [
      'x.yaml:7:29: BAD_PLACE pool gold stands on esx01, a host of lab; ' +
        'write "cluster: lab"; hosts of a cluster have no pools of their own',
    ],
  },
  {
    kind: 'a pool that reserves more than there is',
    files: {
      'x.yaml': scenario(
        'pools: [{ name: gold, cluster: lab, allocation: { cpu: { reservation: 30 GHz } } }]',
      ),
    },
    says: [
      'x.yaml:7:49: POOL_RESERVATION pool gold reserves 30 GHz, lab has 21.28 GHz left; ' +
        'lower the reservation or raise the one above',
    ],
  },
];

/** Writes the files into a fresh folder and returns it. */
function folderOf({ files }: BadInput): string {
  const folder = temporaryFolder();
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const commands: readonly (readonly [string, (folder: string) => readonly string[]])[] = [
  ['validate', () => []],
  ['run', (folder) => ['--out', join(folder, 'run')]],
];

for (const [command, more] of commands) {
  for (const input of badInputs) {
    test(`${command} tells of ${input.kind} with its place, exit code 2, nothing written`, async () => {
      const folder = folderOf(input);
      const before = readdirSync(folder, { recursive: true });
      const line = [command, join(folder, 'x.yaml'), ...more(folder)];
      const { exitCode, out, err } = await vdcsim(line);
      expect(err.replaceAll(`${folder}/`, '').split('\n')).toEqual([...input.says, '']);
      expect([exitCode, out]).toEqual([2, '']);
      expect(readdirSync(folder, { recursive: true })).toEqual(before);
    });
  }
}
