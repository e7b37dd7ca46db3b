import { describe, expect, test } from 'vitest';
import { distributionParameters, parseDistribution } from './distribution.ts';
import { readNumbers } from './numbers-file.ts';
import { parseSeries } from './series.ts';

function drawn(raw: unknown): unknown {
  const parsed = parseDistribution('burst', raw, 'duration');
  if (parsed.ok) return parsed.value;
  const path = parsed.path === undefined ? '' : ` at ${parsed.path.join('.')}`;
  return `${parsed.code} ${parsed.what}; ${parsed.remedy}${path}`;
}

describe('distributions', () => {
  test.each([
    ['5 min', { dist: 'deterministic', value: 300 }],
    [
      { dist: 'exponential', mean: '125 ms' },
      { dist: 'exponential', mean: 0.125 },
    ],
    [
      { dist: 'uniform', min: '5 min', max: '10 min' },
      { dist: 'uniform', min: 300, max: 600 },
    ],
    [
      { dist: 'normal', mean: '8 h', sd: '45 min' },
      { dist: 'normal', mean: 28800, sd: 2700 },
    ],
    [
      { dist: 'lognormal', median: '54 min', mean: '355 min' },
      { dist: 'lognormal', median: 3240, mean: 21300 },
    ],
    [
      { dist: 'weibull', mean: '4380 h', shape: '0.75' },
      { dist: 'weibull', mean: 15768000, shape: 0.75 },
    ],
    [
      { dist: 'gamma', mean: '4 s', shape: 2 },
      { dist: 'gamma', mean: 4, shape: 2 },
    ],
    [
      { dist: 'hyperexponential', mean: '900 ms', cv2: 3 },
      { dist: 'hyperexponential', mean: 0.9, cv2: 3 },
    ],
    [
      { dist: 'empirical', file: 'traces/a.csv' },
      { dist: 'empirical', file: 'traces/a.csv' },
    ],
  ])('%j', (raw, expected) => {
    expect(drawn(raw)).toEqual(expected);
  });

  test.each([
    [5, 'MISSING_UNIT burst: 5; write "5 s"'],
    [
      { dist: 'exponental', mean: '5 s' },
      'BAD_DISTRIBUTION unknown distribution "exponental"; did you mean "exponential"? at dist',
    ],
    [
      { mean: '5 s' },
      'BAD_DISTRIBUTION a map without the word "dist"; write "{ dist: exponential, mean: 5 s }"',
    ],
    [{ dist: 'exponential', mean: 5 }, 'MISSING_UNIT mean: 5; write "5 s" at mean'],
    [{ dist: 'exponential', mean: '0 s' }, /^OUT_OF_RANGE mean: .* at mean$/],
    [{ dist: 'exponential', mean: '-1 s' }, /^OUT_OF_RANGE mean: .* is negative/],
    [{ dist: 'exponential', mean: '5 GiB' }, /^WRONG_UNIT mean: "5 GiB" is a Size/],
    [{ dist: 'exponential' }, 'BAD_DISTRIBUTION exponential without mean; add "mean: 5 min"'],
    [
      { dist: 'normal', mean: '1 s', sdd: '1 s' },
      /^UNKNOWN_KEY "sdd" in dist normal; did you mean "sd"/,
    ],
    [{ dist: 'gamma', mean: '1 s', shape: 0 }, /^BAD_DISTRIBUTION shape: 0; .* at shape$/],
    [{ dist: 'gamma', mean: '1 s', shape: '2 s' }, /^BAD_DISTRIBUTION shape: "2 s"/],
    [
      { dist: 'hyperexponential', mean: '1 s', cv2: 0.5 },
      /^BAD_DISTRIBUTION cv2: 0.5; write a number from 1 to 1000000/,
    ],
    [
      { dist: 'uniform', min: '5 s', max: '1 s' },
      'BAD_DISTRIBUTION uniform from 5 s to 1 s is empty; write min: 1 s, max: 5 s',
    ],
    [
      { dist: 'lognormal', median: '5 s', mean: '1 s' },
      /^BAD_DISTRIBUTION lognormal with mean 1 s below its median 5 s/,
    ],
    [{ dist: 'empirical', file: '' }, /^BAD_DISTRIBUTION file: "".* at file$/],
    [{ dist: 'constructor' }, /^BAD_DISTRIBUTION unknown distribution/],
    [[1], /^BAD_VALUE burst: a list/],
  ])('%j is refused', (raw, expected) => {
    if (typeof expected === 'string') expect(drawn(raw)).toBe(expected);
    else expect(drawn(raw)).toMatch(expected);
  });

  test('parameters are listed in customary order', () => {
    expect(distributionParameters('lognormal')).toEqual(['median', 'mean']);
    expect(distributionParameters('zipf')).toBeUndefined();
  });
});

describe('files of values', () => {
  test('a first line with a unit counts for bare numbers; quantities carry their own', () => {
    const text = 'repair [min],note\n5,first\n7.5,\n\n# a remark\n90 s\n';
    expect(readNumbers('a.csv', text, 'duration')).toEqual({ ok: true, value: [300, 450, 90] });
  });

  test('bytes with a mark and DOS line ends are read alike', () => {
    const bytes = new TextEncoder().encode('\uFEFFvalue [s]\r\n1\r\n2\r\n');
    expect(readNumbers('a.csv', bytes, 'duration')).toEqual({ ok: true, value: [1, 2] });
  });

  test.each([
    ['3\n4\n', 1, '3 has no unit', 'name it in the first line, "value [min]"'],
    ['value [min]\nabc\n', 2, '"abc"', 'write a Duration, "5 min"'],
    ['value [GiB]\n3\n', 1, '"GiB" in the first line is no unit of a Duration', /"value \[min\]"/],
    ['', 0, 'no values', 'write one value a line'],
    ['value [min]\n', 1, 'no values under the first line', 'write one value a line'],
  ])('%j is refused in line %d', (text, line, what, remedy) => {
    const read = readNumbers('a.csv', text, 'duration');
    expect(read).toMatchObject({ ok: false, problems: [{ file: 'a.csv', line, what }] });
    const found = read.ok ? '' : (read.problems[0]?.remedy ?? '');
    if (typeof remedy === 'string') expect(found).toBe(remedy);
    else expect(found).toMatch(remedy);
  });
});

describe('series', () => {
  function series(raw: unknown): unknown {
    const parsed = parseSeries('profile', raw, 'percent');
    if (parsed.ok) return parsed.value;
    return `${parsed.code} ${parsed.what}; ${parsed.remedy} at ${(parsed.path ?? []).join('.')}`;
  }

  test('a quantity is one step after 0 s', () => {
    expect(series('50%')).toEqual({ steps: [{ afterSeconds: 0, value: 0.5 }] });
  });

  test('steps and a repetition', () => {
    const raw = {
      steps: [
        { after: '0 h', value: '100%' },
        { after: '12 h', value: '80%' },
      ],
      repeat: '24 h',
    };
    expect(series(raw)).toEqual({
      steps: [
        { afterSeconds: 0, value: 1 },
        { afterSeconds: 43200, value: 0.8 },
      ],
      repeatSeconds: 86400,
    });
  });

  test.each([
    [{ steps: [] }, /^BAD_SERIES steps: none; .* at steps$/],
    [{}, /^BAD_SERIES steps: nothing/],
    [{ steps: [5] }, /^BAD_SERIES a step that is 5; .* at steps.0$/],
    [{ steps: [{ after: '5 s' }] }, /^BAD_SERIES a step without value; .* at steps.0$/],
    [{ steps: [{ after: '5', value: '1%' }] }, /^MISSING_UNIT after: 5; .* at steps.0.after$/],
    [{ stepz: [] }, /^UNKNOWN_KEY "stepz" in a series; did you mean "steps"\? at stepz$/],
    [
      {
        steps: [
          { after: '5 s', value: '1%' },
          { after: '5 s', value: '2%' },
        ],
      },
      /^BAD_SERIES a step after 5 s behind one after 5 s; write steps in rising order at steps.1$/,
    ],
    [
      { steps: [{ after: '5 s', value: '1%' }], repeat: '5 s' },
      /^BAD_SERIES repeat: "5 s" does not reach the last step, 5 s; .*"5 s" at repeat$/,
    ],
  ])('%j is refused', (raw, expected) => {
    expect(series(raw)).toMatch(expected);
  });
});
