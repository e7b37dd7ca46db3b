import { expect, test } from 'vitest';
import { receive } from './receive.ts';
import { smallScene, smallTables } from './scene.fixtures.ts';
import { Store } from './store.ts';

const status = {
  type: 'status',
  nowSeconds: 60,
  speed: 60,
  reachedSpeed: 60,
  isPaused: false,
  isFinished: false,
  eventCount: 1,
  fingerprint: '4f1c9ae2',
} as const;

const failed = {
  id: 7,
  timeSeconds: 60,
  type: 'host.failed',
  tone: 'alarm',
  subject: 30,
  others: [],
  words: 'power lost',
} as const;

function watched(): Store {
  const store = new Store();
  store.connection.value = { place: 'server', phase: 'open', tries: 0 };
  receive(store, { type: 'scene', scene: smallScene });
  store.frame.value = { tables: smallTables({}), timeSeconds: 60, number: 1 };
  return store;
}

test('a scene, a frame and a status make the page know health and placement', () => {
  const store = watched();
  receive(store, status);
  expect(store.vmHealths.value).toEqual(['ok', 'ok', 'ok', 'ok']);
  expect(store.placement.value.onHost).toEqual([
    [0, 1],
    [2, 3],
  ]);
  expect(store.status.value?.fingerprint).toBe('4f1c9ae2');
});

test('everything turns unknown when the connection is lost, and is shown on', () => {
  const store = watched();
  store.connection.value = { place: 'server', phase: 'lost', tries: 1 };
  expect(store.hostHealths.value).toEqual(['unknown', 'unknown']);
  expect(store.frame.value.timeSeconds).toBe(60);
});

test('a run that begins anew forgets events and figures, and keeps the choice by its name', () => {
  const store = watched();
  store.selection.value = 41;
  receive(store, status);
  receive(store, { type: 'events', events: [failed], skipped: 0 });
  const moved = { ...smallScene, vms: smallScene.vms.map((vm) => ({ ...vm, id: vm.id + 100 })) };
  receive(store, { type: 'scene', scene: moved });
  expect(store.events.value).toEqual([]);
  expect(store.status.value).toBeUndefined();
  expect(store.selection.value).toBe(141);
});

test('details of an entity that is no longer selected are passed over', () => {
  const store = watched();
  store.selection.value = 40;
  const details = { atSeconds: 60, boundBy: [], verdict: '', advice: [], views: [], facts: [] };
  receive(store, { type: 'details', details: { entity: 41, ...details } });
  expect(store.details.value).toBeUndefined();
  receive(store, { type: 'details', details: { entity: 40, ...details } });
  expect(store.details.value?.entity).toBe(40);
});

test('the same sentence stands over the page once, and at most 3 do', () => {
  const store = new Store();
  for (const text of ['a', 'b', 'c', 'c', 'd']) store.notify('plain', text);
  expect(store.notices.value.map(({ text }) => text)).toEqual(['b', 'c', 'd']);
});
