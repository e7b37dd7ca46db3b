import { expect, test } from 'vitest';
import { type Analysis, analyze } from './analyze.ts';
import { batchMeans } from './batches.ts';
import { meanInterval } from './interval.ts';
import { independentValues, waitsOfQueue } from './queue.fixtures.ts';
import { stepsOfChanges } from './steps.ts';

const codes = ({ caveats }: Analysis) => caveats.map(({ code }) => code);

test('a given number of batches gives the textbook’s interval', () => {
  const values = independentValues(1003, 1);
  const analysis = analyze(values, { batches: 20, level: 0.9 });
  const expected = meanInterval(batchMeans(values, 20), 0.9);
  expect(analysis.mean).toBe(expected.estimate);
  expect(analysis.halfWidth).toBe(expected.halfWidth);
  expect(analysis).toMatchObject({
    ...{ level: 0.9, batches: 20, unit: 'observations', batchSize: 50, discarded: 3 },
    ...{ lower: expected.lower, upper: expected.upper, caveats: [] },
  });
});

test('1,000 independent values have an interval without caveats', () => {
  const analysis = analyze(independentValues(1000, 2));
  expect(codes(analysis)).toEqual([]);
  expect([analysis.batches, analysis.batchSize, analysis.discarded]).toEqual([30, 33, 10]);
  expect(analysis.halfWidth).toBeGreaterThan(0.04);
  expect(analysis.halfWidth).toBeLessThan(0.1);
});

test('a given warm-up is counted in observations or in seconds', () => {
  const values = independentValues(700, 3);
  const late = analyze(values.subarray(100), { batches: 10 });
  expect(analyze(values, { batches: 10, warmUp: 100 })).toEqual({ ...late, discarded: 100 });
  const atSeconds = Array.from(values, (_, i) => 50 + 10 * i);
  const signal = stepsOfChanges(atSeconds, values, 50 + 7000);
  const analysis = analyze(signal, { batches: 10, warmUp: 1000 });
  expect(analysis).toMatchObject({ unit: 'seconds', batchSize: 600, discarded: 1000 });
  expect(analysis.mean).toBeCloseTo(late.mean, 12);
  expect(analysis.halfWidth).toBeCloseTo(late.halfWidth, 12);
});

test('a recorder’s rows and its growths are analyzed by time', () => {
  const rates = independentValues(400, 4);
  const fromSeconds = Float64Array.from(rates, (_, i) => 20 * i);
  const toSeconds = fromSeconds.map((from) => from + 20);
  const ofMeans = analyze({ fromSeconds, toSeconds, mean: rates });
  const growth = rates.map((rate) => 20 * rate);
  const ofGrowths = analyze({ fromSeconds, toSeconds, growth });
  expect(codes(ofMeans)).toEqual([]);
  expect(ofMeans.mean).toBeCloseTo(rates.reduce((sum, rate) => sum + rate, 0) / 400, 12);
  expect(ofGrowths.mean).toBeCloseTo(ofMeans.mean, 12);
  expect(ofGrowths.halfWidth).toBeCloseTo(ofMeans.halfWidth, 12);
});

test('MSER forgets a start that decays; without it there is a caveat', () => {
  const values = independentValues(2000, 5).map((noise, i) => noise + 40 * 0.97 ** i);
  const plain = analyze(values, { batches: 20 });
  expect(codes(analyze(values.subarray(300), { batches: 20 }))).toEqual([]);
  const settled = analyze(values, { warmUp: 'mser' });
  expect(settled.discarded).toBeGreaterThan(100);
  expect(settled.discarded).toBeLessThan(400);
  expect(Math.abs(settled.mean - 1)).toBeLessThan(settled.halfWidth);
  expect(plain.mean).toBeGreaterThan(1.5);
  const atSeconds = Array.from(values, (_, i) => 10 * i);
  const signal = analyze(stepsOfChanges(atSeconds, values, 20_000), { warmUp: 'mser' });
  expect(signal.discarded).toBeGreaterThan(1000);
  expect(signal.discarded).toBeLessThan(4000);
});

test('a level that differs by a half in the first tenth is told as a warm-up', () => {
  const values = independentValues(20_000, 6).map((noise, i) => noise + (i < 1000 ? 8 : 0));
  const analysis = analyze(values, { batches: 1000 });
  expect(codes(analysis)).toContain('warm-up');
});

test('too little data gives the mean, no interval and a caveat', () => {
  expect(analyze([1, 2, 3])).toMatchObject({ mean: 2, halfWidth: NaN, batches: 0 });
  expect(codes(analyze([1, 2, 3]))).toEqual(['too-few']);
  expect(analyze([])).toMatchObject({ mean: NaN, halfWidth: NaN });
  expect(codes(analyze([1, 2, 3, 4], { batches: 5 }))).toEqual(['too-few']);
  expect(codes(analyze([1, 2, 3, 4], { warmUp: 10 }))).toEqual(['too-few']);
  const empty = { fromSeconds: new Float64Array(0), toSeconds: new Float64Array(0) };
  expect(analyze(empty)).toMatchObject({ mean: NaN, discarded: 0 });
  expect(codes(analyze(stepsOfChanges([0], [3], 100)))).toEqual(['too-few']);
  expect(codes(analyze(independentValues(40, 1), { warmUp: 'mser' }))).toContain('long-warm-up');
});

test('few, correlated, equal and missing values each have their caveat', () => {
  expect(codes(analyze(independentValues(1000, 7), { batches: 5 }))).toEqual(['few-batches']);
  expect(codes(analyze(waitsOfQueue(0.9, 2000, 0)))).toContain('short-run');
  const drift = Float64Array.from({ length: 400 }, (_, i) => i);
  expect(codes(analyze(drift))).toContain('correlated');
  expect(codes(analyze(drift, { batches: 20 }))).toContain('correlated');
  expect(codes(analyze(drift, { warmUp: 'mser' }))).toContain('long-warm-up');
  expect(codes(analyze(new Float64Array(50).fill(4)))).toEqual(['no-variation']);
  const withGaps = independentValues(1000, 8).map((value, i) => (i % 100 === 7 ? NaN : value));
  expect(codes(analyze(withGaps))).toEqual(['missing']);
  const atSeconds = Array.from(withGaps, (_, i) => i);
  expect(codes(analyze(stepsOfChanges(atSeconds, withGaps, 1000)))).toEqual(['missing']);
});

test('options out of range are refused with a code', () => {
  const refusal = expect.objectContaining({ code: 'BAD_ANALYSIS' });
  for (const options of [
    ...[{ level: 95 }, { level: NaN }, { warmUp: -1 }, { warmUp: NaN }, { warmUp: Infinity }],
    ...[{ batches: 1 }, { batches: 2.5 }, { batches: NaN }],
  ]) {
    expect(() => analyze([1, 2, 3], options)).toThrow(refusal);
  }
  expect(() => analyze([1], { batches: 1 })).toThrow(
    "the number of batches must be whole and 2 or more, or 'auto', got 1",
  );
});
