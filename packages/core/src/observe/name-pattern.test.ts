import { expect, it } from 'vitest';
import { NamePatterns } from './name-pattern.ts';

it('a star stands for any text, the empty one too, and nothing else is special', () => {
  const matches = (pattern: string, name: string) => new NamePatterns([pattern]).matches(name);
  expect(matches('*', 'vm.cpu.usedMHz')).toBe(true);
  expect(matches('vm.*', 'vm.cpu.usedMHz')).toBe(true);
  expect(matches('vm.*MHz', 'vm.cpu.usedMHz')).toBe(true);
  expect(matches('*.cpu.*d*', 'vm.cpu.usedMHz')).toBe(true);
  expect(matches('vm.cpu.usedMHz*', 'vm.cpu.usedMHz')).toBe(true);
  expect(matches('vm.cpu', 'vm.cpu.usedMHz')).toBe(false);
  expect(matches('vm?cpu.usedMHz', 'vm.cpu.usedMHz')).toBe(false);
  expect(matches('ab*ba', 'aba')).toBe(false);
  expect(matches('a*b*b', 'ab')).toBe(false);
});

it('one of several patterns is enough and none matches nothing', () => {
  const patterns = new NamePatterns(['host.*', 'vm.mem.*']);
  expect(patterns.matches('vm.mem.activeMiB')).toBe(true);
  expect(patterns.matches('vm.cpu.usedMHz')).toBe(false);
  expect(new NamePatterns([]).matches('vm')).toBe(false);
});
