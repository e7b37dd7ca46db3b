import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ImportError, importGwaT12, importPlanetlab } from './index.ts';

let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdcsim-import-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function fill(name: string, files: Readonly<Record<string, string>>): string {
  const path = join(folder, name);
  mkdirSync(path);
  for (const [file, text] of Object.entries(files)) writeFileSync(join(path, file), text);
  return path;
}

const HEADER =
  'Timestamp [ms];\tCPU cores;\tCPU capacity provisioned [MHZ];\tCPU usage [MHZ];\t' +
  'CPU usage [%];\tMemory capacity provisioned [KB]\n';

function gwa(vcpus: number, memoryMiB: number, usedMHz = 100): string {
  const given = `${vcpus};\t${vcpus * 2599.9};\t${usedMHz};\t1;\t${memoryMiB * 1024}`;
  return `${HEADER}1376314846;\t${given}\n1376315146;\t${given}\n`;
}

describe('import of PlanetLab', () => {
  test('three files become three VMs on a farm of two hosts', () => {
    const source = fill('20110303', { a: '10\n20\n', b: '1\n1\n', 'c d': '90\n100\n' });
    const made = importPlanetlab(source, { scenarioFolder: folder });
    expect(made.vms).toBe(3);
    expect(made.hosts).toBe(2);
    expect(made.warnings).toEqual(['odd characters in 1 file name, as in "c d": VMs are numbered']);
    const expected = [
      '# A real day of 3 VMs: each follows one file of the PlanetLab trace, a sample every 5',
      '# minutes, in percent of its vCPU. CPU that a full host does not serve is lost. VMs take',
      '# the files in the order of their names: vm01 follows the first, a.',
      '# Look at: the load of the hosts through the day, and vm.cpu.readyPercent where it is',
      '# crowded.',
      '# The trace tells no memory: 2 GiB a VM is an assumption, and the number of hosts',
      '# follows from it.',
      '# The trace stays where it is; this file only names it.',
      'vdcsim: 1',
      'name: PlanetLab day 20110303',
      'about: What do 3 VMs ask of 2 hosts in a day?',
      'start: 2011-03-03 00:00',
      'duration: 10 min',
      '',
      'hosts:',
      '  - name: host01..02',
      '    platform: esx5',
      '    cpu: { sockets: 2, coresPerSocket: 4, speed: 2.4 GHz }',
      '    memory: 64 GiB',
      '',
      'clusters:',
      '  - { name: farm, hosts: host*, ha: { restartPriority: medium } }',
      '',
      'workloads:',
      '  - { name: planetlab, kind: trace, file: "20110303", format: planetlab, replay: lose }',
      '',
      'vms:',
      '  - { name: vm01..03, memory: 2 GiB, cluster: farm, workload: planetlab }',
      '',
      'record: { interval: 5 min }',
    ];
    expect(made.yaml.split('\n')).toEqual([...expected, '']);
  });

  test('demand may need more hosts than memory: 40 full VMs of 256 MiB need 5, and 1 spare', () => {
    const files = Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`v${i}`, '100\n']));
    const source = fill('busy', files);
    const made = importPlanetlab(source, { memoryPerVmMiB: 256 });
    expect(made.hosts).toBe(6);
    expect(made.warnings).toEqual([
      '"busy" is no date such as 20110303: the scenario has the default start',
    ]);
  });

  test('too few wished hosts are a warning, no hosts an error', () => {
    const source = fill('20110303', { a: '10\n', b: '20\n' });
    const made = importPlanetlab(source, { hosts: 1, memoryPerVmMiB: 40 * 1024 });
    expect(made.yaml).toContain('memory: 128 GiB');
    expect(made.warnings).toEqual([]);
    expect(made.yaml).toContain('  - name: host01\n');
    expect(() => importPlanetlab(source, { hosts: 0 })).toThrow(RangeError);
    const files = Object.fromEntries(Array.from({ length: 33 }, (_, i) => [`v${i}`, '1\n']));
    const crowded = importPlanetlab(fill('20110304', files), { hosts: 1 });
    expect(crowded.warnings[0]).toBe('memory and the greatest demand need 2 hosts, not 1');
  });

  test('a bad folder tells all its problems', () => {
    const source = fill('bad', { a: 'x\n', b: '101\n' });
    expect(() => importPlanetlab(source)).toThrow(ImportError);
    expect(() => importPlanetlab(source)).toThrow(/bad\/a:1: BAD_TRACE[^\n]*\n[^\n]*bad\/b:1: BAD/);
    expect(() => importPlanetlab(join(folder, 'gone'))).toThrow(/gone: TRACE_MISSING there is no/);
  });
});

describe('import of GWA-T-12', () => {
  test('vCPUs and memory come from the files; neighbours of one shape share a line', () => {
    const source = fill('rnd', {
      '1.csv': gwa(2, 4096),
      '2.csv': gwa(2, 4096),
      '3.csv': gwa(8, 16384),
      '4.csv': gwa(1, 0),
    });
    const made = importGwaT12(source, { scenarioFolder: folder });
    expect(made.yaml).toContain(`vms:
  - { name: vm01..02, vcpus: 2, memory: 4 GiB, cluster: farm, workload: bitbrains } # 1.csv to 2.csv
  - { name: vm03, vcpus: 8, memory: 16 GiB, cluster: farm, workload: bitbrains } # 3.csv
  - { name: vm04, memory: 64 MiB, cluster: farm, workload: bitbrains } # 4.csv
`);
    expect(made.yaml).toContain('start: 2013-08-12 13:40:46\nduration: 10 min\n');
    expect(made.yaml).toContain('cpu: { sockets: 2, coresPerSocket: 4, speed: 2.6 GHz }');
    expect(made.yaml).toContain('file: rnd, format: gwa-t-12');
    expect(made.warnings).toEqual(['1 VM without memory in the trace: given 64 MiB']);
  });

  test('hosts have a core for each vCPU of the largest VM, and a platform that takes it', () => {
    const made = importGwaT12(fill('big', { '1.csv': gwa(40, 300 * 1024) }));
    expect(made.yaml).toContain('coresPerSocket: 20');
    expect(made.yaml).toContain('memory: 1 TiB');
    expect(made.yaml).toContain('platform: esx6');
  });

  test('one file is one VM', () => {
    const source = join(fill('one', { 'my vm.csv': gwa(1, 2048) }), 'my vm.csv');
    const made = importGwaT12(source, { scenarioFolder: folder });
    expect(made.vms).toBe(1);
    expect(made.yaml).toContain('name: GWA-T-12 my vm\n');
    expect(made.yaml).toContain('file: one/my vm.csv, format');
  });
});

const data = process.env['VDCSIM_DATA'] ?? '';
const absent = (path: string): string | undefined =>
  data !== '' && existsSync(join(data, path)) ? undefined : `VDCSIM_DATA has no ${path}`;

describe('the real data', () => {
  test('1,052 VMs of PlanetLab become one range on 37 hosts', ({ skip }) => {
    const reason = absent('planetlab');
    skip(reason !== undefined, reason);
    const made = importPlanetlab(join(data, 'planetlab'));
    expect(made.vms).toBe(1052);
    expect(made.hosts).toBe(37);
    expect(made.yaml).toContain('name: vm0001..1052, memory: 2 GiB');
    expect(made.yaml).toContain('duration: 1 d\n');
    expect(made.warnings[0]).toMatch(/^odd characters in 50 file names/);
  });

  test('a VM of Bitbrains runs 30 days from its first stamp', ({ skip }) => {
    const reason = absent('bitbrains/bitbrains.csv');
    skip(reason !== undefined, reason);
    const made = importGwaT12(join(data, 'bitbrains/bitbrains.csv'));
    expect(made.yaml).toContain('start: 2013-08-12 13:40:46\nduration: 30 d\n');
    expect(made.yaml).toContain('name: vm01, memory: 2 GiB');
  });
});
