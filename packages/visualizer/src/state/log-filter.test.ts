import { expect, test } from 'vitest';
import { everyEvent, filterEvents } from './log-filter.ts';

const events = [
  { id: 1, type: 'host.failed', tone: 'alarm', subject: 30, words: 'power lost' },
  { id: 2, type: 'vm.restarted', tone: 'good', subject: 40, words: 'on esx02' },
  { id: 3, type: 'vm.restartFailed', tone: 'warning', subject: 41, words: 'no room' },
].map((event) => ({ ...event, timeSeconds: 0, others: [] })) as never[];
const names = (id: number): string => ({ 30: 'esx01', 40: 'db01', 41: 'db02' })[id] ?? '';
const ids = (filter: Partial<typeof everyEvent>): number[] =>
  filterEvents(events, { ...everyEvent, ...filter }, names).map(({ id }) => id);

test('an empty filter shows every event', () => expect(ids({})).toEqual([1, 2, 3]));

test('words are looked for in type, names and words, and all must be there', () => {
  expect(ids({ text: 'restart' })).toEqual([2, 3]);
  expect(ids({ text: 'restart DB02' })).toEqual([3]);
  expect(ids({ text: 'esx02' })).toEqual([2]);
});

test('tones narrow further', () => {
  expect(ids({ tones: ['alarm', 'warning'] })).toEqual([1, 3]);
  expect(ids({ tones: ['alarm'], text: 'room' })).toEqual([]);
});
