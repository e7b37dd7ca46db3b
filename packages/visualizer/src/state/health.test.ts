import { expect, test } from 'vitest';
import { clusterHealth, hostHealths, readyHealth, vmHealths, worstHealth } from './health.ts';
import { smallScene, smallTables } from './scene.fixtures.ts';

test('a VM is constrained from 5 % ready per vCPU and failing from 10 %', () => {
  expect([0, 4.99, 5, 9.99, 10, 100].map(readyHealth)).toEqual([
    ...['ok', 'ok', 'constrained', 'constrained', 'failing', 'failing'],
  ]);
});

test('states come before ready: a booting VM starts, a suspended one is off', () => {
  const tables = smallTables({ states: [1, 4, 5, 0], ready: [50, 50, 50, 50] });
  expect(vmHealths(smallScene, tables, [], true)).toEqual(['starting', 'off', 'down', 'off']);
});

test('a failed VM waits when high availability will restart it, and is down otherwise', () => {
  const tables = smallTables({ states: [5, 5, 2, 2] });
  const waiting = { priority: 'high', host: -1, bootFraction: 0, reason: '' };
  const recovery = {
    host: 0,
    failedAtSeconds: 0,
    declaredDeadAtSeconds: 15,
    isDeclaredDead: false,
    queue: [
      { vm: 1, phase: 'queued', ...waiting },
      { vm: 2, phase: 'up', ...waiting },
    ],
  } as const;
  expect(vmHealths(smallScene, tables, [recovery], true)).toEqual(['down', 'waiting', 'ok', 'ok']);
});

test('nothing is known without a connection, nor before the first frame', () => {
  const tables = smallTables({});
  expect(new Set(vmHealths(smallScene, tables, [], false))).toEqual(new Set(['unknown']));
  expect(hostHealths(smallScene, tables, false)).toEqual(['unknown', 'unknown']);
  expect(new Set(vmHealths(smallScene, {}, [], true))).toEqual(new Set(['unknown']));
});

test('a host is judged by the ready time of its VMs while it is connected', () => {
  const tables = smallTables({}, { states: [0, 1], ready: [7, 7] });
  expect(hostHealths(smallScene, tables, true)).toEqual(['constrained', 'down']);
});

test('the worst health is the one most worth a look', () => {
  expect(worstHealth(['ok', 'starting', 'constrained'])).toBe('constrained');
  expect(worstHealth(['failing', 'down'])).toBe('down');
  expect(worstHealth([])).toBe('off');
});

test('a cluster fails with one of its hosts, and is down with all of them', () => {
  expect(clusterHealth(['ok', 'down'])).toBe('failing');
  expect(clusterHealth(['down', 'down'])).toBe('down');
});
