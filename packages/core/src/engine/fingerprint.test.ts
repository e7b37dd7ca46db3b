import { describe, expect, test } from 'vitest';
import { Fingerprint } from './fingerprint.ts';

const of = (...parts: (string | number)[]): string => {
  const print = new Fingerprint();
  for (const part of parts) {
    if (typeof part === 'string') print.text(part);
    else print.number(part);
  }
  return print.digest();
};

describe('Fingerprint', () => {
  test('golden: nothing, a text, numbers of many sizes', () => {
    expect(of()).toBe('b7fda195bb0f62108e42780396d10711');
    expect(of('vm.poweredOn')).toBe('c953f8bafedf9705b4b8af05896adc89');
    expect(of(0, 1, -1, 0.1, 1e300, 5e-324, Number.POSITIVE_INFINITY)).toBe(
      '89fcdd7ea1b5b80c748155d42e4f658b',
    );
  });

  test('one bit of a double, a sign of zero, an order or a boundary makes a difference', () => {
    const prints = [
      of(1),
      of(1 + 2 ** -52),
      of(0),
      of(-0),
      of(1, 2),
      of(2, 1),
      of('ab'),
      of('a', 'b'),
      of('b', 'a'),
      of('1'),
      of(''),
      of('', ''),
      of(),
    ];
    expect(new Set(prints).size).toBe(prints.length);
  });

  test('every NaN is the same', () => {
    const odd = new Float64Array(new Uint32Array([1, 0xfff80000]).buffer)[0]!;
    expect(of(odd)).toBe(of(Number.NaN));
  });

  test('a digest may be taken at any time and does not end the stream', () => {
    const print = new Fingerprint().text('a');
    expect(print.digest()).toBe(of('a'));
    expect(print.number(3).digest()).toBe(of('a', 3));
  });

  test('50,000 short streams give no two equal halves of a digest', () => {
    const left = new Set<string>();
    const right = new Set<string>();
    for (let i = 0; i < 50_000; i++) {
      const digest = of(i * 0.25);
      left.add(digest.slice(0, 16));
      right.add(digest.slice(16));
    }
    expect(left.size).toBe(50_000);
    expect(right.size).toBe(50_000);
  });

  test('flipping one input bit flips about half of the digest', () => {
    let flips = 0;
    for (let i = 0; i < 500; i++) {
      const a = BigInt(`0x${of(i)}`);
      const b = BigInt(`0x${of(i + 2 ** -40)}`);
      flips += (a ^ b).toString(2).replaceAll('0', '').length;
    }
    expect(flips / 500 / 128).toBeGreaterThan(0.48);
    expect(flips / 500 / 128).toBeLessThan(0.52);
  });
});
