import { expect, test } from 'vitest';
import { sanMap, sanScene, sanTables } from '../draw/fabric/fabric.fixtures.ts';
import { vmHealths } from './health.ts';
import { inventoryOf } from './inventory.ts';
import { hostIoHealths, ioHealth, isDiskWorse } from './io-health.ts';
import { factsOfPart } from './part-facts.ts';
import { verdictOfPart } from './part-verdict.ts';
import { QueueTrace } from './queue-trace.ts';
import { datastoreRows, fabricRows, type StorageTreeInput } from './storage-rows.ts';

const inventory = inventoryOf(sanScene());
const input = (open: boolean): StorageTreeInput => ({
  inventory,
  healthOf: () => 'ok',
  noteOf: ({ kind }) => kind,
  isOpen: (_key, byDefault) => open && byDefault,
});

test('datastores stand in inventory order, their VMs under them once opened', () => {
  const rows = datastoreRows({ ...input(true), isOpen: (key) => key.endsWith('ds01') });
  expect(rows.slice(0, 3).map(({ name, depth }) => `${depth} ${name}`)).toEqual([
    '0 ds01',
    '1 db01',
    '1 db02',
  ]);
  expect(rows.filter(({ kind }) => kind === 'datastore')).toHaveLength(6);
});

test('the fabric has hosts, switches and arrays; parts go by their own names', () => {
  expect(fabricRows(input(false)).map(({ name, note }) => `${name} ${note}`)).toEqual([
    'Hosts 4',
    'Switches 2',
    'Arrays 1',
  ]);
  const all = fabricRows({ ...input(true), isOpen: () => true });
  const names = all.map(({ name, depth }) => `${depth} ${name}`);
  expect(names).toContain('2 vmhba1');
  expect(names).toContain('3 array1:spa:p0');
  expect(names).toContain('2 spa');
  expect(names).toContain('3 p0');
  expect(names).toContain('2 lun01');
  expect(new Set(all.map(({ key }) => key)).size).toBe(all.length);
});

test('a VM fails its users from 60 ms on, and where its I/O stands still', () => {
  const tables = sanTables();
  const at = (name: string): number => inventory.byName.get(name)!.row;
  expect(ioHealth(tables, at('db02'))).toBe('failing');
  expect(ioHealth(tables, at('db01'))).toBe('ok');
  expect(isDiskWorse(tables, at('db02'))).toBe(true);
  const vm = tables['vm']!;
  const ioStalled = Uint8Array.from(vm.columns['ioStalled']!).fill(1, at('db01'), at('db01') + 1);
  const stalled = { ...tables, vm: { ...vm, columns: { ...vm.columns, ioStalled } } };
  expect(vmHealths(inventory.scene, stalled, [], true)[at('db01')]).toBe('failing');
});

test('a host whose queue is full or whose path is dead is constrained', () => {
  const healths = hostIoHealths(inventory.scene, sanTables());
  expect(healths).toEqual(['constrained', 'constrained', 'ok', 'constrained']);
});

test('an adapter tells its speed, depth and ways; a full LUN says where no slot is free', () => {
  const map = sanMap();
  const hba = inventory.byName.get('esx04:vmhba2')!;
  expect(factsOfPart(map, hba)).toEqual([
    ['State', 'working'],
    ['Host', 'esx04'],
    ['Cabled to', 'fcsw2'],
    ['Speed', '400 MB/s each way, fc'],
    ['Queue depth', '32 a LUN'],
    ['Ways to LUNs', '12 dead'],
  ]);
  expect(verdictOfPart(map, inventory.byName.get('lun01')!)?.words).toBe(
    'No slot is free on esx01, esx02 and esx04: 37 requests wait there.',
  );
  expect(verdictOfPart(map, inventory.byName.get('lun02')!)).toBeUndefined();
});

test('every kind of part has facts or none, and no undefined words', () => {
  const map = sanMap();
  for (const entity of inventory.byId.values()) {
    for (const [label, value] of factsOfPart(map, entity)) {
      expect(`${label} ${value}`).not.toMatch(/undefined|NaN/);
    }
  }
});

test('the trace keeps a sample a step of what connected hosts have, and thins itself out', () => {
  const trace = new QueueTrace(10);
  const tables = sanTables();
  for (let at = 0; at < 10_000; at += 5) trace.note(inventory.scene, tables, at);
  const samples = trace.samples(0);
  expect(samples.length).toBeLessThanOrEqual(801);
  expect(samples.length).toBeGreaterThan(400);
  expect(samples.at(-1)?.slots).toBe(96);
  expect(samples.at(-1)?.waiting).toBeCloseTo(37, 3);
});
