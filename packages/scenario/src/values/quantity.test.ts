import type { Dimension } from '@vdcsim/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseQuantities, parseQuantity, unitSymbols } from './quantity.ts';
import { formatQuantity, formatWork } from './quantity-text.ts';
import { parseWork } from './work.ts';

function value(text: unknown, dimension: Dimension): number {
  const parsed = parseQuantity('key', text, { form: 'quantity', dimension });
  if (!parsed.ok) throw new Error(`${parsed.code} ${parsed.what}; ${parsed.remedy}`);
  return parsed.value;
}

function line(text: unknown, dimension: Dimension, bounds = {}): string {
  const parsed = parseQuantity('memory', text, { form: 'quantity', dimension, ...bounds });
  return parsed.ok ? `fine: ${parsed.value}` : `${parsed.code} ${parsed.what}; ${parsed.remedy}`;
}

describe('quantities in their base units', () => {
  test.each([
    ['16 GiB', 'size', 16384],
    ['665.6MiB', 'size', 665.6],
    ['32 KiB', 'size', 0.03125],
    ['1 TiB', 'size', 1048576],
    ['2 TB', 'size', 1907348.6328125],
    ['1 kB', 'size', 1000 / 1048576],
    ['1 MB', 'size', 1000000 / 1048576],
    ['100 MB/s', 'rate', 100],
    ['1 Gbps', 'rate', 125],
    ['6 Mbps', 'rate', 0.75],
    ['8 kbps', 'rate', 0.001],
    ['20 MiB/s', 'rate', 20.97152],
    ['2 GB/s', 'rate', 2000],
    ['200 iops', 'iops', 200],
    ['2.66 GHz', 'frequency', 2660],
    ['2.33 GHz', 'frequency', 2330],
    ['500 MHz', 'frequency', 500],
    ['40%', 'percent', 0.4],
    ['0.1 %', 'percent', 0.001],
    ['140%', 'percent', 1.4],
    ['900 ms', 'duration', 0.9],
    ['1h 30min', 'duration', 5400],
    ['1 d 2h 3 min 4.5 s', 'duration', 93784.5],
    ['4w', 'duration', 2419200],
    ['1y', 'duration', 31536000],
    ['5 s', 'work', 5],
  ] as const)('%s is a %s of %d', (text, dimension, expected) => {
    expect(value(text, dimension)).toBe(expected);
  });

  test('hundredths of a percent are the nearest doubles, not products of rounding', () => {
    for (let i = 0; i <= 10000; i++) {
      expect(value(`${i / 100}%`, 'percent')).toBe(Number(`${i}e-4`));
    }
  });

  test('work is core-seconds or megacycles', () => {
    expect(parseWork('cpu', '30 ms')).toEqual({ ok: true, value: { coreSeconds: 0.03 } });
    expect(parseWork('cpu', '13 Gcycles')).toEqual({ ok: true, value: { megacycles: 13000 } });
    expect(parseWork('cpu', '-5 s')).toMatchObject({ ok: false, code: 'OUT_OF_RANGE' });
    expect(parseWork('cpu', '5 GHz')).toMatchObject({ ok: false, code: 'WRONG_UNIT' });
    expect(formatWork({ megacycles: 13000 })).toBe('13 Gcycles');
    expect(formatWork({ coreSeconds: 90 })).toBe('1min 30s');
  });
});

describe('refusals read like the language page', () => {
  test.each([
    [16, 'size', 'MISSING_UNIT memory: 16; write "16 GiB"'],
    ['512', 'size', 'MISSING_UNIT memory: 512; write "512 MiB"'],
    ['0', 'size', 'MISSING_UNIT memory: 0; write "0 GiB"'],
    ['16 Gbps', 'size', 'WRONG_UNIT memory: "16 Gbps" is a Rate; write a Size, "16 GiB"'],
    ['512 KB', 'size', 'UNCLEAR_UNIT "512 KB"; write KiB (1024) or kB (1000)'],
    ['5 Gb', 'size', 'UNCLEAR_UNIT "5 Gb"; write GiB (1024) or GB (1000)'],
    ['5gb', 'size', 'UNCLEAR_UNIT "5gb"; write GiB (1024) or GB (1000)'],
    ['64mb', 'size', 'UNCLEAR_UNIT "64mb"; write MiB (1024) or MB (1000)'],
    ['5 m', 'duration', 'UNCLEAR_UNIT "5 m"; write min (minutes) or ms (milliseconds)'],
    ['1 gb/s', 'rate', 'UNCLEAR_UNIT "1 gb/s"; write GiB/s (1024), GB/s (1000) or Gbps (bits)'],
    [
      '5 mins',
      'duration',
      'WRONG_UNIT memory: "5 mins" has the unknown unit "mins"; write "5 min"',
    ],
    ['2 ghz', 'frequency', 'WRONG_UNIT memory: "2 ghz" has the unknown unit "ghz"; write "2 GHz"'],
    ['16 GiB', 'rate', 'WRONG_UNIT memory: "16 GiB" is a Size; write a Rate, "16 GiB/s"'],
    ['5 min', 'percent', 'WRONG_UNIT memory: "5 min" is a Duration; write a Percentage, "40%"'],
    ['0.4', 'percent', 'MISSING_UNIT memory: 0.4; write "40%"'],
    ['1e3 MB', 'size', 'BAD_VALUE memory: "1e3 MB"; write the number without an exponent'],
    ['1,5 GiB', 'size', 'BAD_VALUE memory: "1,5 GiB"; write "1.5 GiB"'],
    ['10,000 MB', 'size', 'BAD_VALUE memory: "10,000 MB"; write "10000 MB"'],
    ['1_000 MB', 'size', 'BAD_VALUE memory: "1_000 MB"; write "1000 MB"'],
    ['+5 GiB', 'size', 'BAD_VALUE memory: "+5 GiB"; write "5 GiB"'],
    ['.5 GiB', 'size', 'BAD_VALUE memory: ".5 GiB"; write "0.5 GiB"'],
    ['-4 GiB', 'size', 'OUT_OF_RANGE memory: "-4 GiB" is negative; write "4 GiB"'],
    ['big', 'size', 'BAD_VALUE memory: "big"; write a Size, "16 GiB"'],
    [[1], 'size', 'BAD_VALUE memory: a list; write a Size, "16 GiB"'],
    [null, 'size', 'BAD_VALUE memory: nothing; write a Size, "16 GiB"'],
    [
      '30min 1h',
      'duration',
      'BAD_VALUE memory: "30min 1h"; write one unit, or falling times as in "1h 30min"',
    ],
    ['1 GiB 5 MiB', 'size', /^BAD_VALUE/],
    [
      '250 W',
      'size',
      'WRONG_UNIT memory: "250 W" has the unknown unit "W"; write a Size, "16 GiB"',
    ],
  ] as const)('%j as a %s', (text, dimension, expected) => {
    if (typeof expected === 'string') expect(line(text, dimension)).toBe(expected);
    else expect(line(text, dimension)).toMatch(expected);
  });

  test('a number too large for a double is out of range', () => {
    expect(line(`${'9'.repeat(400)} TiB`, 'size')).toMatch(/^OUT_OF_RANGE .* is too large/);
  });

  test('bounds of the type are told in its unit', () => {
    expect(line('0 s', 'duration', { min: 0, exclusiveMin: true })).toBe(
      'OUT_OF_RANGE memory: "0 s" is not above 0 s; write more than "0 s"',
    );
    expect(line('2 MiB', 'size', { min: 4 })).toBe(
      'OUT_OF_RANGE memory: "2 MiB" is below 4 MiB; write at least "4 MiB"',
    );
    expect(line('140%', 'percent', { max: 1 })).toBe(
      'OUT_OF_RANGE memory: "140%" is above 100%; write at most "100%"',
    );
    expect(line('-5 min', 'duration', { min: -600 })).toBe('fine: -300');
  });

  test('any text is answered, never thrown at', () => {
    const dimension = fc.constantFrom<Dimension>('size', 'rate', 'duration', 'percent', 'work');
    const near = fc.stringMatching(/^[-+]?[0-9.,_e]{0,6} ?[A-Za-z%/]{0,5}( [0-9]{1,3} ?min)?$/);
    const raw = fc.oneof(fc.string(), near, fc.anything());
    const property = fc.property(raw, dimension, (each, of) => {
      const parsed = parseQuantity('key', each, { form: 'quantity', dimension: of });
      if (parsed.ok) expect(parsed.value).toBeGreaterThanOrEqual(0);
      else expect(`${parsed.what}; ${parsed.remedy}`).not.toMatch(/undefined|NaN|object Object/);
    });
    fc.assert(property, { seed: 20070102, numRuns: 2000 });
  });
});

describe('a quantity of one of several dimensions', () => {
  const type = { form: 'quantities', dimensions: ['percent', 'frequency'] } as const;

  test('carries the dimension that its author chose', () => {
    expect(parseQuantities('cpu', '20%', type)).toEqual({
      ok: true,
      value: { dimension: 'percent', value: 0.2 },
    });
    expect(parseQuantities('cpu', '500 MHz', type)).toEqual({
      ok: true,
      value: { dimension: 'frequency', value: 500 },
    });
  });

  test('asks for either when it is something else', () => {
    expect(parseQuantities('cpu', '4 GiB', type)).toMatchObject({
      code: 'WRONG_UNIT',
      remedy: 'write a Percentage or a Frequency, "40%" or "2.66 GHz"',
    });
    expect(parseQuantities('cpu', 20, type)).toMatchObject({
      code: 'MISSING_UNIT',
      remedy: 'write "20%" or "20 MHz"',
    });
  });

  test('takes bare numbers only where the type lists them', () => {
    const withNumber = { form: 'quantities', dimensions: ['number', 'percent'] } as const;
    expect(parseQuantities('equals', '7.2', withNumber)).toEqual({
      ok: true,
      value: { dimension: 'number', value: 7.2 },
    });
    expect(parseQuantities('equals', -1, withNumber)).toMatchObject({ code: 'OUT_OF_RANGE' });
  });
});

describe('text of quantities', () => {
  test.each([
    [1536, 'size', '1.5 GiB'],
    [16384, 'size', '16 GiB'],
    [512, 'size', '512 MiB'],
    [0, 'size', '0 MiB'],
    [1907348.6328125, 'size', '2 TB'],
    [665.6, 'size', '665.6 MiB'],
    [0, 'duration', '0 s'],
    [300, 'duration', '5 min'],
    [5400, 'duration', '1h 30min'],
    [86400, 'duration', '1 d'],
    [0.9, 'duration', '900 ms'],
    [90.5, 'duration', '90.5 s'],
    [-300, 'duration', '-5 min'],
    [0.4, 'percent', '40%'],
    [2660, 'frequency', '2.66 GHz'],
    [500, 'frequency', '500 MHz'],
    [125, 'rate', '125 MB/s'],
    [2500, 'iops', '2500 iops'],
    [0, 'iops', '0 iops'],
    [0, 'percent', '0%'],
  ] as const)('%d as a %s is %s', (number, dimension, expected) => {
    expect(formatQuantity(number, dimension)).toBe(expected);
  });

  test('reads back as exactly the same number, for any double of any dimension', () => {
    const dimension = fc.constantFrom<Dimension>(
      'duration',
      'size',
      'rate',
      'iops',
      'frequency',
      'percent',
      'work',
    );
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.integer({ min: 0, max: 100_000 }).map((each) => each / 1000),
    );
    const property = fc.property(dimension, number, (of, each) => {
      const text = formatQuantity(each, of);
      const min = Number.NEGATIVE_INFINITY;
      const parsed = parseQuantity('key', text, { form: 'quantity', dimension: of, min });
      expect(parsed).toEqual({ ok: true, value: each === 0 ? 0 : each });
    });
    fc.assert(property, { seed: 20070101, numRuns: 5000 });
  });

  test('the units of a dimension are listed as the language writes them', () => {
    expect(unitSymbols('frequency')).toEqual(['GHz', 'MHz']);
    expect(unitSymbols('work')).toContain('Gcycles');
  });
});
