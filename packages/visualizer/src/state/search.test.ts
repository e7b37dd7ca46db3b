import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vmHealths } from './health.ts';
import { inventoryOf } from './inventory.ts';
import { smallScene, smallTables } from './scene.fixtures.ts';
import { formatSearch, parseSearch, search } from './search.ts';

const inventory = inventoryOf(smallScene);
const tables = smallTables({ ready: [2, 6, 12, 0] });
const healths = vmHealths(smallScene, tables, [], true);
const names = (query: string): string[] =>
  search(query, inventory, tables, healths).entities.map(({ name }) => name);

test('a name is found by any part of it, in hosts, pools and VMs', () => {
  expect(names('db')).toEqual(['db01', 'db02']);
  expect(names('ESX')).toEqual(['esx01', 'esx02']);
  expect(names('gold')).toEqual(['gold']);
});

test('tags, figures and properties narrow one another', () => {
  expect(names('tier=gold')).toEqual(['db01', 'db02']);
  expect(names('ready>5%')).toEqual(['db02', 'web01']);
  expect(names('tier=gold ready>5')).toEqual(['db02']);
  expect(names('host=esx02 health=ok')).toEqual(['web02']);
  expect(names('kind=cluster')).toEqual(['prod']);
});

test('nothing found says what is near: ready > 20 % finds none, a lower bound finds one', () => {
  const { entities, nearest } = search('ready>20%', inventory, tables, healths);
  expect(entities).toEqual([]);
  expect(nearest).toEqual({ query: 'ready>10%', count: 1 });
});

test('nothing found of two terms offers what one of them finds', () => {
  const { nearest } = search('db tier=silver', inventory, tables, healths);
  expect(nearest).toEqual({ query: 'tier=silver', count: 2 });
});

test('workloads and other things without a place on the map are not found', () => {
  expect(names('day')).toEqual([]);
});

test('whatever is typed, terms written out read back the same', () => {
  const typed = fc.string({ maxLength: 40 });
  const property = fc.property(typed, (query) => {
    const terms = parseSearch(query);
    expect(parseSearch(formatSearch(terms))).toEqual(terms);
  });
  fc.assert(property, { seed: 20070101, numRuns: 300 });
});
