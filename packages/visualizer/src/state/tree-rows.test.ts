import { expect, test } from 'vitest';
import { columnOf, hostHealths, vmHealths } from './health.ts';
import { inventoryOf, placementOf } from './inventory.ts';
import { smallScene, smallTables } from './scene.fixtures.ts';
import { moveInTree } from './tree-moves.ts';
import { type TreeRow, treeRows } from './tree-rows.ts';

function rowsOf(
  open: Readonly<Record<string, boolean>>,
  tables = smallTables({}),
): readonly TreeRow[] {
  return treeRows({
    inventory: inventoryOf(smallScene),
    placement: placementOf(smallScene, columnOf(tables, 'vm', 'host')),
    vmHealths: vmHealths(smallScene, tables, [], true),
    hostHealths: hostHealths(smallScene, tables, true),
    readyPercent: columnOf(tables, 'vm', 'readyPercent'),
    bootFraction: () => 0.29,
    isOpen: (key, byDefault) => open[key] ?? byDefault,
  });
}

const shape = (rows: readonly TreeRow[]): string[] =>
  rows.map(({ depth, name, note }) => `${'  '.repeat(depth)}${name} ${note}`.trimEnd());

test('a small estate opens on cluster, hosts and VMs; pools follow, closed', () => {
  expect(shape(rowsOf({}))).toEqual([
    ...['prod HA', '  esx01 2', '    db01', '    db02', '  esx02 2', '    web01', '    web02'],
    'gold 2',
  ]);
});

test('VMs show their ready, boot or loss, and hosts how many of theirs are down', () => {
  const tables = smallTables({ ready: [12.4, 0, 0, 0], states: [2, 1, 5, 2] });
  expect(shape(rowsOf({ 'group homeless': true }, tables))).toEqual([
    ...['prod HA', '  esx01 2', '    db01 12 %', '    db02 29 %'],
    ...['  esx02 1 down', '    web01 down', '    web02', 'gold 2'],
  ]);
});

test('VMs on no host stand in a group of their own', () => {
  const tables = smallTables({ hosts: [0, -1, -1, 1] });
  const rows = rowsOf({ 'host esx01': false, 'host esx02': false, 'group homeless': true }, tables);
  expect(shape(rows).slice(3)).toEqual(['on no host 2', '  db02', '  web01', 'gold 2']);
});

test('keys stay distinct although a VM stands below its host and its pool', () => {
  const rows = rowsOf({ 'pool gold': true });
  expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length);
});

test('arrow keys walk the tree: right opens and enters, left closes and leaves', () => {
  const rows = rowsOf({ 'host esx02': false });
  expect(moveInTree(rows, 0, 'ArrowDown')).toEqual({ form: 'go', place: 1 });
  expect(moveInTree(rows, 2, 'ArrowLeft')).toEqual({ form: 'go', place: 1 });
  expect(moveInTree(rows, 4, 'ArrowRight')).toMatchObject({ form: 'open', isOpen: true });
  expect(moveInTree(rows, 1, 'ArrowLeft')).toMatchObject({ form: 'open', isOpen: false });
  expect(moveInTree(rows, 0, 'End')).toEqual({ form: 'go', place: rows.length - 1 });
  expect(moveInTree(rows, 2, 'ArrowRight')).toBeUndefined();
  expect(moveInTree(rows, 0, 'x')).toBeUndefined();
});
