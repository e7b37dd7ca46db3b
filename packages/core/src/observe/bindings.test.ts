import { describe, expect, it } from 'vitest';
import { Bindings } from './bindings.ts';

function world(consumers = 2) {
  const clock = { nowSeconds: 0 };
  const words = ['demand', 'limit', 'shares'];
  return { clock, bindings: new Bindings({ clock, words, consumers }) };
}

describe('bindings', () => {
  it('give 90 s of shares on two hosts and 10 s of demand as fractions of 100 s', () => {
    const { clock, bindings } = world();
    bindings.set(1, 0);
    clock.nowSeconds = 10;
    bindings.set(1, 2, 7);
    clock.nowSeconds = 30;
    bindings.set(1, 2, 7);
    clock.nowSeconds = 40;
    bindings.set(1, 2, 8);
    clock.nowSeconds = 100;
    expect(bindings.of(1)).toEqual([
      { word: 'shares', entity: 8, seconds: 60, fraction: 0.6 },
      { word: 'shares', entity: 7, seconds: 30, fraction: 0.3 },
      { word: 'demand', entity: undefined, seconds: 10, fraction: 0.1 },
    ]);
    expect(bindings.current(1)).toEqual({ word: 'shares', entity: 8 });
    expect(bindings.of(0)).toEqual([]);
    expect(bindings.current(0)).toBeUndefined();
  });

  it('leave out what bound for no time and the time in which nothing bound', () => {
    const { clock, bindings } = world();
    bindings.set(0, 1, 3);
    bindings.set(0, 0);
    clock.nowSeconds = 5;
    bindings.clear(0);
    clock.nowSeconds = 50;
    expect(bindings.of(0)).toEqual([
      { word: 'demand', entity: undefined, seconds: 5, fraction: 1 },
    ]);
    expect(bindings.current(0)).toBeUndefined();
  });

  it('put equally long ones in the order of the words', () => {
    const { clock, bindings } = world();
    for (const code of [2, 0, 1]) {
      bindings.set(0, code, 4);
      clock.nowSeconds += 5;
    }
    expect(bindings.of(0).map(({ word }) => word)).toEqual(['demand', 'limit', 'shares']);
  });

  it('hold for many consumers and many entities, and for consumers that come later', () => {
    const { clock, bindings } = world(0);
    bindings.grow(100);
    for (let turn = 0; turn < 20; turn++) {
      for (let vm = 0; vm < 100; vm++) bindings.set(vm, 2, (vm + turn) % 10);
      clock.nowSeconds += 1;
    }
    for (let vm = 0; vm < 100; vm++) {
      expect(bindings.of(vm).map(({ seconds }) => seconds)).toEqual(Array(10).fill(2));
    }
    expect(() => bindings.set(100, 2, 1)).toThrow('does not exist');
    expect(() => bindings.set(1, 3, 1)).toThrow('without a word');
  });

  it('since a mark leave out what was before it, whoever else looked in between', () => {
    const { clock, bindings } = world();
    bindings.set(1, 2, 7);
    clock.nowSeconds = 10;
    const mark = bindings.mark();
    clock.nowSeconds = 15;
    expect(bindings.of(1)).toHaveLength(1);
    bindings.set(1, 2, 8);
    clock.nowSeconds = 30;
    expect(bindings.of(1, mark)).toEqual([
      { word: 'shares', entity: 8, seconds: 15, fraction: 0.75 },
      { word: 'shares', entity: 7, seconds: 5, fraction: 0.25 },
    ]);
    const now = bindings.mark(mark);
    expect(now.cellSeconds).toBe(mark.cellSeconds);
    expect(bindings.of(1, now)).toEqual([]);
    clock.nowSeconds = 31;
    expect(bindings.of(1, now)).toEqual([{ word: 'shares', entity: 8, seconds: 1, fraction: 1 }]);
  });
});
