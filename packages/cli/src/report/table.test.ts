import { expect, test } from 'vitest';
import { table } from './table.ts';

const columns = [{ title: 'host' }, { title: 'CPU', align: 'right' }] as const;

test('columns are as wide as their widest cell, numbers stand at the right', () => {
  const rows = [
    ['esx01', '5 %'],
    ['a', '100 %'],
  ];
  expect(table(columns, rows)).toEqual([...['host     CPU', 'esx01    5 %', 'a      100 %']]);
});

test('long names give way so that the table fits', () => {
  const lines = table(columns, [['x'.repeat(90), '5 %']], 30);
  expect(lines[1]).toBe(`${'x'.repeat(24)}…  5 %`);
});
