import type { SimulationEvent } from '@vdcsim/core';
import { expect, test } from 'vitest';
import { Story, type StoryNames } from './story.ts';

/** Ids below 100 are hosts, the others VMs. */
const names: StoryNames = {
  nameOf: (id) => (id < 100 ? `esx${id}` : `web${id}`),
  row: (id) => ({
    ...{ id, index: id, tags: new Map() },
    kind: id < 100 ? 'host' : 'vm',
    name: id < 100 ? `esx${id}` : `web${id}`,
  }),
};

let nextId = 1;
function event(
  timeSeconds: number,
  type: string,
  subject: number,
  more: Partial<SimulationEvent> = {},
): SimulationEvent {
  return {
    id: nextId++,
    timeSeconds,
    type,
    subject,
    others: [],
    cause: undefined,
    data: {},
    ...more,
  };
}

function told(...events: readonly SimulationEvent[]): string[] {
  const story = new Story(names);
  for (const each of events) story.add(each);
  const { first, last } = story.lines();
  return [...first, ...last].map((line) => `${line.atSeconds} ${line.text}`);
}

test('alike events of one instant become one line', () => {
  const died = [101, 102, 103].map((vm) =>
    event(10, 'vm.failed', vm, { others: [1], data: { reason: 'host-failed' } }),
  );
  expect(told(event(10, 'host.failed', 1), ...died)).toEqual([
    '10 esx1 failed',
    '10 3 VMs failed on esx1 (host-failed): web101, web102, web103',
  ]);
});

test('events on different hosts, or for different reasons, stay apart', () => {
  const restarts = [1, 2].map((host, i) => event(5, 'vm.restarted', 101 + i, { others: [host] }));
  expect(told(...restarts)).toEqual(['5 web101 restarted on esx1', '5 web102 restarted on esx2']);
});

test('restarts on more than four hosts in one instant become one line', () => {
  const restarts = [1, 2, 3, 4, 5, 6].map((host) =>
    event(5, 'vm.restarted', 100 + host, { others: [host] }),
  );
  expect(told(...restarts)).toEqual(['5 6 VMs restarted on 6 hosts: web101, web102 and 4 more']);
});

test('VMs that serve again are told with the time they were away', () => {
  const failures = [event(10, 'vm.failed', 101), event(20, 'vm.failed', 102)];
  const boots = [event(115, 'vm.booted', 101), event(115, 'vm.booted', 102)];
  const lines = told(...failures, ...boots);
  expect(lines.at(-1)).toBe(
    '115 2 VMs booted, back after 1 min 35 s to 1 min 45 s: web101, web102',
  );
});

test('of 1000 VMs two are named', () => {
  const boots = Array.from({ length: 1000 }, (_, i) => event(7, 'vm.poweredOn', 100 + i));
  expect(told(...boots)).toEqual(['7 1,000 VMs powered on: web100, web101 and 998 more']);
});

test('of 1000 lines the first 24 and the last 8 are kept', () => {
  const story = new Story(names);
  for (let second = 0; second < 1000; second++) story.add(event(second, 'host.failed', 1));
  const { first, skipped, last } = story.lines();
  expect([first.length, skipped, last.length]).toEqual([24, 968, 8]);
  expect(last.at(-1)?.atSeconds).toBe(999);
});
