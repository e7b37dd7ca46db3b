import { describe, expect, test } from 'vitest';
import { moveColumns } from './gwa-rows.ts';
import { readGwaT12 } from './gwa-t-12.ts';
import type { Trace, TraceFiles, TraceReading } from './trace.ts';

const HEADER = [
  'Timestamp [ms]',
  'CPU cores',
  'CPU capacity provisioned [MHZ]',
  'CPU usage [MHZ]',
  'CPU usage [%]',
  'Memory capacity provisioned [KB]',
  'Memory usage [KB]',
].join(';\t');

function row(stamp: number, usedMHz: number, cores = 2, memoryKiB = 2097152): string {
  return [stamp, cores, 5200, usedMHz, 1, memoryKiB, 1000].join(';\t');
}

function file(...rows: string[]): string {
  return `${[HEADER, ...rows].join('\n')}\n`;
}

function folder(files: Readonly<Record<string, string>>): TraceFiles {
  return { folder: 'rnd', names: Object.keys(files), read: (name) => files[name] };
}

function problem(reading: TraceReading): string {
  if (reading.ok) return 'fine';
  const [first] = reading.problems;
  return `${first?.file}:${first?.line}: ${first?.code} ${first?.what}; ${first?.remedy}`;
}

function trace(reading: TraceReading): Trace {
  if (!reading.ok) throw new Error(problem(reading));
  return reading.value;
}

function samples({ source }: Trace, column: number): number[] {
  return Array.from({ length: source.length }, (_, index) => source.sample(column, index));
}

describe('files of GWA-T-12', () => {
  test('a row at or before each 300 s holds until the next: stamps 0, 299, 601, 1200', () => {
    const text = file(row(1000, 10), row(1299, 20), row(1601, 30), row(2200, 40));
    const read = trace(readGwaT12(folder({ '1.csv': text })));
    expect(samples(read, 0)).toEqual([10, 20, 20, 30, 40]);
    expect(read.source).toMatchObject({ periodSeconds: 300, length: 5, unit: 'MHz' });
    expect(read.startEpochSeconds).toBe(1000);
    expect(read.columns).toEqual(['1']);
  });

  test('bytes on disks and networks are kept where they are asked for: 1,000 KiB are 1.024 MB', () => {
    const header = `${HEADER};\t${moveColumns.join(';\t')}`;
    const bytes = [
      [1000, 0, 250, 500],
      [0, 0, 0, 0],
    ];
    const rows = bytes.map((cells, i) => `${row(1000 + 300 * i, 10)};\t${cells.join(';\t')}`);
    const files = folder({
      '1.csv': `${[header, ...rows].join('\n')}\n`,
      '2.csv': file(row(1000, 5)),
    });
    const { moves } = trace(readGwaT12(files, true)).source;
    expect(moves!(0, 0).readMBps).toBeCloseTo(1.024, 6);
    expect(moves!(0, 0)).toMatchObject({ writeMBps: 0 });
    expect(moves!(0, 0).receivedMBps).toBeCloseTo(0.256, 6);
    expect(moves!(0, 0).sentMBps).toBeCloseTo(0.512, 6);
    const nothing = { readMBps: 0, writeMBps: 0, sentMBps: 0, receivedMBps: 0 };
    expect([moves!(0, 1), moves!(1, 0)]).toEqual([nothing, nothing]);
    expect(trace(readGwaT12(files)).source.moves).toBeUndefined();
    expect(
      trace(readGwaT12(folder({ '2.csv': file(row(1, 5)) }), true)).source.moves,
    ).toBeUndefined();
  });

  test('a cell of bytes that is no number is told with its column', () => {
    const header = `${HEADER};\t${moveColumns.join(';\t')}`;
    const files = folder({ '1.csv': `${header}\n${row(1000, 10)};\t1;\tx;\t0;\t0\n` });
    expect(problem(readGwaT12(files, true))).toContain('Disk write throughput [KB/s]: "x"');
    expect(problem(readGwaT12(files))).toBe('fine');
  });

  test('files share a grid; a VM asks for nothing before and after its own rows', () => {
    const early = file(row(1000, 10), row(1300, 11));
    const late = file(row(1600, 20), row(1900, 21));
    const read = trace(readGwaT12(folder({ 'late.csv': late, 'early.csv': early })));
    expect(read.originals).toEqual(['early.csv', 'late.csv']);
    expect(samples(read, 0)).toEqual([10, 11, 0, 0]);
    expect(samples(read, 1)).toEqual([0, 0, 20, 21]);
  });

  test('vCPUs, capacity and memory are the greatest of the rows; KB are of 1024 bytes', () => {
    const text = file(row(0, 1, 1, 1048576), row(300, 1, 4, 2097152), row(600, 1, 2));
    const read = trace(readGwaT12(folder({ 'a.csv': text })));
    expect(read.vms).toEqual([{ vcpus: 4, capacityMHz: 5200, memoryMiB: 2048 }]);
  });

  test('stamps in real milliseconds give the same trace as seconds', () => {
    const seconds = file(row(1376314846, 10), row(1376315146, 20));
    const milliseconds = file(row(1376314846000, 10), row(1376315146000, 20));
    const one = trace(readGwaT12(folder({ a: seconds })));
    const other = trace(readGwaT12(folder({ a: milliseconds })));
    expect(samples(other, 0)).toEqual(samples(one, 0));
    expect(other.startEpochSeconds).toBe(1376314846);
  });

  test('of equal stamps the last row counts', () => {
    const text = file(row(0, 1), row(300, 2), row(300, 3), row(600, 4));
    expect(samples(trace(readGwaT12(folder({ a: text }))), 0)).toEqual([1, 3, 4]);
  });

  test('a single file may begin with a dot, or lie in another folder', () => {
    const text = file(row(0, 5));
    const read = readGwaT12({ folder: '', names: ['../x/7.csv'], read: () => text });
    expect(trace(read).originals).toEqual(['7.csv']);
  });

  test.each([
    ['', 'rnd/a:0: TRACE_EMPTY no lines; take it out of the folder'],
    [`${HEADER}\n`, 'rnd/a:1: TRACE_EMPTY no rows; take it out of the folder'],
    ['a,b\n1,2\n', /^rnd\/a:1: BAD_TRACE column 1 is "a,b"; a file of GWA-T-12 has "Timestamp/],
    [file(row(0, 1), 'x;1'), /^rnd\/a:3: BAD_TRACE Timestamp \[ms\]: "x" is not a number/],
    [file('0;\t1;\t2600'), /^rnd\/a:2: BAD_TRACE CPU usage \[MHZ\]: is missing/],
    [file(row(0, -5)), /^rnd\/a:2: BAD_TRACE CPU usage \[MHZ\]: "-5" is not a number; .* negative/],
    [file(row(600, 1), row(300, 1)), /^rnd\/a:3: BAD_TRACE the stamp is before that of the line/],
    [file(row(0, 1), row(1376314846, 1)), /^rnd\/a:0: BAD_TRACE the trace spans 15930 days/],
  ])('case %#', (text, expected) => {
    const found = problem(readGwaT12(folder({ a: text })));
    if (typeof expected === 'string') expect(found).toBe(expected);
    else expect(found).toMatch(expected);
  });
});
