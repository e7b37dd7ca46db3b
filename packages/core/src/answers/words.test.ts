import { expect, test } from 'vitest';
import {
  clockTime,
  counted,
  deedOf,
  duration,
  grouped,
  listed,
  memory,
  mhz,
  named,
} from './words.ts';

test('durations have their two largest units', () => {
  const seconds = [0.25, 45, 60, 105, 3600, 7380, 86400, 100_000, Number.POSITIVE_INFINITY];
  expect(seconds.map(duration)).toEqual([
    ...['0.25 s', '45 s', '1 min', '1 min 45 s', '1 h', '2 h 3 min', '1 d', '1 d 3 h', 'for ever'],
  ]);
});

test('the clock is the scenario’s, with the day from the second on', () => {
  const start = 1_167_609_600 + 13.5 * 3600;
  expect(clockTime(start, 0)).toBe('13:30:00');
  expect(clockTime(start, 1925.7)).toBe('14:02:05');
  expect(clockTime(start, 86400)).toBe('day 2 13:30:00');
});

test('numbers, counts and lists read as people write them', () => {
  expect([mhz(1333.33), mhz(12.34), mhz(0.456)]).toEqual(['1333 MHz', '12.3 MHz', '0.46 MHz']);
  expect([counted(1, 'host'), counted(3, 'host')]).toEqual(['1 host', '3 hosts']);
  expect([listed(['a']), listed(['a', 'b', 'c'])]).toEqual(['a', 'a, b and c']);
});

test('numbers for people have thin spaces in thousands, memory its usual unit', () => {
  const thin = '\u2009';
  expect([grouped(999), grouped(1234567.8), grouped(-0.5)]).toEqual([
    ...['999', `1${thin}234${thin}568`, '-0.5'],
  ]);
  expect([memory(512), memory(1536), memory(2 ** 21)]).toEqual([
    ...['512 MiB', '1.5 GiB', `2${thin}048 GiB`],
  ]);
});

test('of many names the first are told, and how many more there are', () => {
  const some = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) => ({ name }));
  expect([named(some.slice(0, 1)), named(some.slice(0, 4))]).toEqual(['a', 'a, b, c and d']);
  expect(named(some)).toBe('a, b, c and 3 others');
});

test('event types become verbs', () => {
  expect(['vm.restarted', 'host.declaredDead', 'vm.restartFailed'].map(deedOf)).toEqual([
    ...['restarted', 'declared dead', 'could not be restarted'],
  ]);
});
