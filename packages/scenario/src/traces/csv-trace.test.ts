import { describe, expect, test } from 'vitest';
import { readCsvTrace } from './csv-trace.ts';
import { readTrace } from './read-trace.ts';

function problem(text: string): string {
  const read = readCsvTrace('a.csv', text);
  if (read.ok) return 'fine';
  const [first] = read.problems;
  return `${first?.file}:${first?.line}: ${first?.code} ${first?.what}; ${first?.remedy}`;
}

describe('the format csv', () => {
  test('percent become fractions; the second row sets the period', () => {
    const read = readCsvTrace('a.csv', 'timeSeconds,web 1,db\n0,40,12.5\n60,55,0\n120,100,7\n');
    if (!read.ok) throw new Error('refused');
    const { source, columns } = read.value;
    expect(source).toMatchObject({ periodSeconds: 60, length: 3, columns: 2, unit: 'fraction' });
    expect([0, 1, 2].map((index) => source.sample(0, index))).toEqual([0.4, 0.55, 1]);
    expect([0, 1, 2].map((index) => source.sample(1, index))).toEqual([0.125, 0, 0.07]);
    expect(columns).toEqual(['web_1', 'db']);
  });

  test.each([
    ['', 'a.csv:0: TRACE_EMPTY no lines; begin with "timeSeconds,web01,web02"'],
    ['t,a\n0,1\n', 'a.csv:1: BAD_TRACE the first column is "t"; name it "timeSeconds"'],
    ['timeSeconds\n0\n', 'a.csv:1: BAD_TRACE no column of a VM; name a column for each VM'],
    ['timeSeconds,\n0,1\n', 'a.csv:1: BAD_TRACE column 2 has no name; name a column for each VM'],
    ['timeSeconds,a\n', 'a.csv:1: TRACE_EMPTY no rows; write at least two rows'],
    ['timeSeconds,a\n0,1\n', /^a.csv:2: TRACE_EMPTY one row tells no period/],
    ['timeSeconds,a\n5,1\n10,1\n', 'a.csv:2: BAD_TRACE timeSeconds is 5 instead of 0; begin at 0'],
    ['timeSeconds,a\n0,1\n0,1\n', /^a.csv:3: BAD_TRACE the time does not rise/],
    ['timeSeconds,a\n0,1\n60,1\n130,1\n', /^a.csv:4: BAD_TRACE timeSeconds is 130 instead of 120/],
    ['timeSeconds,a\n0,1\n60\n', /^a.csv:3: BAD_TRACE 1 cells under 2 columns/],
    ['timeSeconds,a\n0,x\n60,1\n', /^a.csv:2: BAD_TRACE a: "x" is not a number/],
    ['timeSeconds,a\n0,101\n60,1\n', /^a.csv:2: BAD_TRACE a: 101 is no percentage/],
    [
      'timeSeconds,a\n0,40%\n60,1\n',
      /^a.csv:2: BAD_TRACE a: "40%" is not a number; .* without a sign/,
    ],
    ['timeSeconds,a\nx,1\n60,1\n', /^a.csv:2: BAD_TRACE timeSeconds: "x" is not a number/],
  ])('%j is refused', (text, expected) => {
    if (typeof expected === 'string') expect(problem(text)).toBe(expected);
    else expect(problem(text)).toMatch(expected);
  });
});

describe('reading by format', () => {
  test('csv wants one file', () => {
    const two = { folder: 'day', names: ['a', 'b'], read: () => '' };
    expect(readTrace('csv', two)).toMatchObject({
      ok: false,
      problems: [{ file: 'day', what: 'a folder of 2 files' }],
    });
    const gone = { folder: '', names: ['a.csv'], read: () => undefined };
    expect(readTrace('csv', gone)).toMatchObject({
      ok: false,
      problems: [{ file: 'a.csv', code: 'TRACE_MISSING' }],
    });
  });

  test('each format finds its reader', () => {
    const one = (text: string) => ({ folder: 'day', names: ['a'], read: () => text });
    expect(readTrace('planetlab', one('40\n'))).toMatchObject({ ok: true });
    expect(readTrace('csv', one('timeSeconds,a\n0,1\n60,2\n'))).toMatchObject({ ok: true });
    expect(readTrace('gwa-t-12', one('40\n'))).toMatchObject({ ok: false });
  });
});
