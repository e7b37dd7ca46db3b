import { describe, expect, test } from 'vitest';
import { columnNames } from './column-names.ts';
import { readPlanetlab } from './planetlab.ts';
import type { Trace, TraceFiles, TraceReading } from './trace.ts';

function folder(files: Readonly<Record<string, string | undefined>>): TraceFiles {
  return { folder: 'day', names: Object.keys(files), read: (name) => files[name] };
}

function problems(reading: TraceReading): readonly string[] {
  if (reading.ok) return [];
  return reading.problems.map((p) => `${p.file}:${p.line}: ${p.code} ${p.what}; ${p.remedy}`);
}

function trace(reading: TraceReading): Trace {
  if (!reading.ok) throw new Error(problems(reading).join('\n'));
  return reading.value;
}

describe('a folder of the PlanetLab trace', () => {
  test('two files of three lines are two columns of fractions every 300 s, sorted by name', () => {
    const read = trace(readPlanetlab(folder({ b: '0\r\n50\r\n100\r\n', a: '1\n2\n3' })));
    expect(read.columns).toEqual(['a', 'b']);
    expect(read.source).toMatchObject({
      periodSeconds: 300,
      length: 3,
      columns: 2,
      unit: 'fraction',
    });
    const values = [0, 1].map((column) => [0, 1, 2].map((i) => read.source.sample(column, i)));
    expect(values).toEqual([
      [0.01, 0.02, 0.03],
      [0, 0.5, 1],
    ]);
  });

  test('the order in which a disk lists the files changes nothing', () => {
    const one = trace(readPlanetlab(folder({ a: '1', B: '2', 'c d': '3' })));
    const other = trace(readPlanetlab(folder({ 'c d': '3', B: '2', a: '1' })));
    expect(other.columns).toEqual(one.columns);
    expect(one.columns).toEqual(['B', 'a', 'c_d']);
    expect([0, 1, 2].map((i) => other.source.sample(i, 0))).toEqual([0.02, 0.01, 0.03]);
  });

  test('hidden files are left out', () => {
    const read = trace(readPlanetlab(folder({ '.DS_Store': '\u0000', a: '7' })));
    expect(read.originals).toEqual(['a']);
  });

  test.each([
    [{ a: '1\nx\n' }, 'day/a:2: BAD_TRACE "x" is not a number; write a whole number from 0 to 100'],
    [{ a: '1\n\n2' }, 'day/a:2: BAD_TRACE "" is not a number; write a whole number from 0 to 100'],
    [
      { a: '101' },
      'day/a:1: BAD_TRACE 101 is no whole percentage; write a whole number from 0 to 100',
    ],
    [{ a: '-1' }, /^day\/a:1: BAD_TRACE -1 is no whole percentage/],
    [{ a: '12.5' }, /^day\/a:1: BAD_TRACE 12.5 is no whole percentage/],
    [{ a: '' }, 'day/a:0: TRACE_EMPTY no lines; write one percentage a line'],
    [{}, 'day:0: TRACE_EMPTY no files in this folder; put the files of the trace into it'],
    [{ a: undefined }, 'day/a:0: TRACE_MISSING cannot be read; check that it is a file'],
    [
      { a: '1\n2\n3', b: '1\n2' },
      'day/b:2: TRACE_SHORT 2 lines, but a has 3; complete the file or take it out of the folder',
    ],
  ])('%j is refused', (files, expected) => {
    const [first] = problems(readPlanetlab(folder(files)));
    if (typeof expected === 'string') expect(first).toBe(expected);
    else expect(first).toMatch(expected);
  });

  test('each bad file is told, at most 50', () => {
    const files = Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, 'x']));
    expect(problems(readPlanetlab(folder({ a: 'x', b: '1', c: 'y' })))).toHaveLength(2);
    expect(problems(readPlanetlab(folder(files)))).toHaveLength(50);
  });
});

test('names of columns are made by the rule', () => {
  expect(columnNames(['a b', 'a?b', 'a_b', '_x', 'a..b', 'ü', ''])).toEqual([
    'a_b',
    'a_b-2',
    'a_b-3',
    'x_x',
    'a.b',
    'x_',
    'x',
  ]);
  expect(columnNames(['a', 'a-2', 'a'])).toEqual(['a', 'a-2', 'a-3']);
});
