import { expect, test } from 'vitest';
import { failureMap, mapOf } from '../draw.fixtures.ts';
import { clusterModels } from './cluster-model.ts';
import { cardColumns } from './hosts-layout.ts';

test('a cluster counts what its VMs do: those that suffer run as well', () => {
  const [prod] = clusterModels(failureMap());
  const counts = prod?.counts.map(({ word, count }) => `${count} ${word}`);
  expect(counts).toEqual(['39 running', '3 booting', '10 waiting to restart', '1 off']);
  expect(prod?.hosts).toEqual([0, 1, 2, 3]);
});

test('hosts without a cluster come last under a name of their own', () => {
  const hosts = [
    { name: 'a', used: 0, ready: 0, cluster: -1 },
    { name: 'b', used: 0, ready: 0, cluster: 0 },
  ];
  const models = clusterModels(mapOf(hosts, []));
  expect(models.map(({ name, hosts: rows }) => [name, rows])).toEqual([
    ['prod', [1]],
    ['Hosts without a cluster', [0]],
  ]);
});

test('two cards of 508 pixels stand in 1 032 pixels, one in 700, three in 1 540', () => {
  expect(cardColumns(1_032)).toEqual({ columns: 2, cardWidth: 508 });
  expect(cardColumns(700).columns).toBe(1);
  expect(cardColumns(1_540).columns).toBe(3);
  expect(cardColumns(0).columns).toBe(2);
});
