import { describe, expect, it } from 'vitest';
import { complaints } from '../test/support.ts';

/** Lines of a file whose lines 1 to `at - 1` are a scenario that is well otherwise. */
function atLine(line: number, text: string, before: readonly string[] = []): string {
  const head = ['vdcsim: 1', 'name: Errors', 'duration: 1 h', ...before];
  while (head.length < line - 1) head.push('#');
  return [...head, text].join('\n');
}

const hosts = 'hosts: [{ name: esx01, memory: 16 GiB, cpu: { sockets: 1, coresPerSocket: 2 } }]';

describe('the error styles of the language', () => {
  it('names the key that was meant, at the key', () => {
    const text = atLine(8, 'vms:\n  - { name: db, vcpu: 2, memory: 1 GiB }', [hosts]);
    expect(complaints(text)).toEqual([
      'a.yaml:9:17: UNKNOWN_KEY "vcpu" in vms; did you mean "vcpus"?',
    ]);
  });

  it('writes the unit that a bare number lacks', () => {
    const text = atLine(6, 'hosts: [{ name: esx01, memory: 16 }]');
    expect(complaints(text)).toEqual(['a.yaml:6:32: MISSING_UNIT memory: 16; write "16 GiB"']);
  });

  it('says what a wrong unit is and what would be right', () => {
    const text = atLine(6, 'hosts: [{ name: esx1, memory: 16 Gbps }]');
    expect(complaints(text)).toEqual([
      'a.yaml:6:31: WRONG_UNIT memory: "16 Gbps" is a Rate; write a Size, "16 GiB"',
    ]);
  });

  it('asks which of two units is meant', () => {
    const vm = 'vms: [{ name: a, memory: 512 KB }]';
    expect(complaints(atLine(7, vm, [hosts]))).toEqual([
      'a.yaml:7:26: UNCLEAR_UNIT "512 KB"; write KiB (1024) or kB (1000)',
    ]);
  });

  it('turns an empty range around', () => {
    const text = atLine(8, 'vms:\n  - name: web30..01\n    memory: 1 GiB', [hosts]);
    expect(complaints(text)).toEqual([
      'a.yaml:9:11: BAD_RANGE "web30..01" is empty; write "web01..30"',
    ]);
  });

  it('cites the other bearer of a name and knows set for imported ones', () => {
    const text = [
      'vdcsim: 1',
      'hosts:',
      '  - name: esx01',
      '    memory: 8 GiB',
      'import: [farm.yaml]',
      'name: Errors',
      'duration: 1 h',
    ].join('\n');
    const farm = 'vdcsim: 1\nkind: part\nhosts:\n  - name: esx01..04\n    memory: 16 GiB\n';
    expect(complaints(text, { 'farm.yaml': farm })).toEqual([
      'a.yaml:3:11: NAME_TWICE "esx01" is at farm.yaml:4:11; use set',
    ]);
  });

  it('names the nearest range for a selector that matches nothing', () => {
    const text = atLine(13, 'timeline:\n  - { at: +1 min, powerOff: wbe* }', [
      hosts,
      'vms: [{ name: web01..30, memory: 512 MiB }]',
    ]);
    expect(complaints(text)).toEqual([
      'a.yaml:14:29: NO_MATCH "wbe*" matches no VM or host; nearest: web01..30',
    ]);
  });

  it('says by how much a VM is too large', () => {
    const text = atLine(9, 'vms:\n  - { name: db01, vcpus: 4, memory: 1 GiB, cluster: lab }', [
      hosts,
      'clusters: [{ name: lab, hosts: esx* }]',
    ]);
    expect(complaints(text)).toEqual([
      'a.yaml:10:5: NO_FIT db01 has 4 vCPUs, the largest host 2 cores; lower vcpus',
    ]);
  });

  it('refuses what a kind does not honour, and says which does', () => {
    const text = atLine(
      5,
      'workloads: [{ name: w, kind: steady, demand: { cpu: 5% }, low: { cpu: 3% } }]',
    );
    expect(complaints(text)).toEqual([
      'a.yaml:5:59: NOT_HONOURED low under steady; use diurnal or bursty',
    ]);
  });

  it('draws the circle that links make', () => {
    const text = atLine(
      6,
      [
        'pools:',
        '  - { name: load, parent: sum, allocation: {} }',
        '  - { name: sum, parent: load, allocation: {} }',
      ].join('\n'),
    );
    expect(complaints(text)).toEqual([
      'a.yaml:7:27: CYCLE pools load -> sum -> load; drop a "parent"',
    ]);
  });

  it('refuses an instant after the end', () => {
    const text = atLine(21, 'timeline:\n  - at: day 2 02:20\n    fail: esx01', [hosts]);
    expect(complaints(text)).toEqual([
      'a.yaml:22:9: TOO_LATE "day 2 02:20" is after the end; lengthen duration',
    ]);
  });

  it('tells what is not built yet and what will bring it', () => {
    const text = atLine(
      7,
      'networks: [{ name: lan, carries: [vms] }]\n' +
        'vms: [{ name: a, memory: 1 GiB, hotAddable: true }]',
      [hosts],
    );
    expect(complaints(text)).toEqual([
      'a.yaml:7:25: NOT_BUILT_YET "carries" in networks is not built yet; ' +
        'leave it out, it comes with networks',
      'a.yaml:8:33: NOT_BUILT_YET "hotAddable" in vms is not built yet; ' +
        'leave it out, it comes with hot add',
    ]);
  });

  it('tells everything at once, in the order of the file, without consequences', () => {
    const text = atLine(
      4,
      [
        'hosts: [{ name: esx01, memory: 16 }]',
        'clusters: [{ name: lab, hosts: esx* }]',
        'vms: [{ name: web01..10, memroy: 1 GiB, cluster: lba }]',
        'timeline: [{ at: +10 min, fial: esx01 }]',
        'expect: [{ metric: vm.downtime, atMost: 1 min }]',
      ].join('\n'),
    );
    expect(complaints(text).map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'a.yaml:4:32: MISSING_UNIT',
      'a.yaml:6:26: UNKNOWN_KEY',
      'a.yaml:6:50: NO_SUCH_NAME',
      'a.yaml:7:27: UNKNOWN_KEY',
      'a.yaml:8:20: NO_SUCH_METRIC',
    ]);
  });
});
