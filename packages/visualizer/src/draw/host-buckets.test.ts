import { expect, test } from 'vitest';
import { mapOf } from './draw.fixtures.ts';
import { hostBuckets, vmsOf } from './host-buckets.ts';

test('VMs stand by host in inventory order, those on no host are left out', () => {
  const hosts = [0, 1, 2].map((row) => ({ name: `esx${row}`, used: 0, ready: 0 }));
  const vms = [2, 0, -1, 2, 0].map((host, row) => ({ name: `vm${row}`, host }));
  const { scene, tables } = mapOf(hosts, vms);
  const buckets = hostBuckets(scene, tables);
  expect([0, 1, 2].map((host) => [...vmsOf(buckets, host)])).toEqual([[1, 4], [], [0, 3]]);
});

test('before the first frame no host has VMs', () => {
  const { scene } = mapOf([{ name: 'esx01', used: 0, ready: 0 }], [{ name: 'a', host: 0 }]);
  expect([...vmsOf(hostBuckets(scene, {}), 0)]).toEqual([]);
});
