import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { didYouMean, editDistance, nearest } from './nearest.ts';

describe('nearest names', () => {
  test('one missing letter, one swap and one wrong case are near', () => {
    expect(didYouMean('vcpu', ['memory', 'vcpus', 'host'])).toBe('did you mean "vcpus"?');
    expect(didYouMean('mmeory', ['memory', 'vcpus'])).toBe('did you mean "memory"?');
    expect(didYouMean('VCPUS', ['memory', 'vcpus'])).toBe('did you mean "vcpus"?');
  });

  test('a word that shares little is not suggested', () => {
    expect(didYouMean('storage', ['memory', 'vcpus'])).toBeUndefined();
    expect(nearest('x', ['cpu', 'io'])).toEqual([]);
  });

  test('ties come in code-unit order, whatever the order of the candidates', () => {
    expect(nearest('web0', ['web3', 'web1', 'web2', 'web4'])).toEqual(['web1', 'web2', 'web3']);
  });

  test('distances: swap 1, kitten to sitting 3', () => {
    expect(editDistance('ab', 'ba')).toBe(1);
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
  });

  test('the distance is symmetric, and 0 only between equals', () => {
    const word = fc.string({ maxLength: 8 });
    const property = fc.property(word, word, (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      expect(editDistance(a, b)).toBeLessThanOrEqual(Math.max(a.length, b.length));
    });
    fc.assert(property, { seed: 20070105, numRuns: 500 });
  });
});
