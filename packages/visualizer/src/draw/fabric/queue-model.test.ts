import { expect, test } from 'vitest';
import { latencyModel } from '../latency/latency-stages.ts';
import { queuesOnWay } from '../latency/queues-on-way.ts';
import { sanMap, sanTables } from './fabric.fixtures.ts';
import { amountsOfPart, usersOf } from './part-use.ts';
import { mountsByDatastore, queueOf } from './queue-model.ts';
import { littlesLaw } from './queue-pipes.ts';
import { stackOf, total } from './tenants.ts';

const map = sanMap();
const ofLun1 = mountsByDatastore(map)[0]!;

test('lun01 has 32 slots for each of 3 hosts, all taken, and 37 requests wait', () => {
  const queue = queueOf(map, ofLun1);
  expect([queue.slots, queue.hosts]).toEqual([96, 3]);
  expect(queue.inDevice).toBeCloseTo(96, 3);
  expect(queue.waiting).toBeCloseTo(37, 3);
  expect(littlesLaw(queue)).toBe('2\u2009400 IOPS × 40 ms = 96');
});

test('a queue without end has no slots', () => {
  const tables = sanTables();
  const mount = tables['mount']!;
  const slots = Float32Array.from(mount.columns['slots']!, () => Number.POSITIVE_INFINITY);
  const endless = { ...tables, mount: { ...mount, columns: { ...mount.columns, slots } } };
  expect(queueOf(sanMap({ tables: endless }), ofLun1).slots).toBe(0);
});

test('a stack of tenants leaves out those without a part, and fills the whole', () => {
  const stack = stackOf([1, 3, 0, 0, 0, 0, 0]);
  expect(stack).toEqual([
    { tenant: 'production', from: 0, part: 0.25 },
    { tenant: 'backup', from: 0.25, part: 0.75 },
  ]);
  expect(stackOf([0, 0, 0, 0, 0, 0, 0])).toEqual([]);
});

test('what goes through an adapter, a switch and a LUN is what the picture shows there', () => {
  const through = (kind: string, row: number) => total(amountsOfPart(map, kind, row));
  expect(through('hba', 0)).toBeCloseTo(54.5, 3);
  expect(through('switch', 0)).toBeCloseTo(187, 3);
  expect(through('switch', 1)).toBeCloseTo(55, 3);
  expect(through('lun', 0)).toBeCloseTo(96, 3);
  expect(through('controller', 0)).toBeCloseTo(137.5, 3);
  expect(through('array', 0)).toBeCloseTo(242, 3);
});

test('a switch is used by hosts, an adapter by the VMs of its host, most first', () => {
  expect(usersOf(map, 'switch', 0).map(({ name }) => name)).toEqual(['esx04', 'esx02', 'esx01']);
  expect(usersOf(map, 'hba', 0)[0]?.name).toBe('file01');
});

test('76 ms are 36 before a slot is free, and 40 at the device, of which wires take little', () => {
  const vm = map.scene.vms.findIndex(({ name }) => name === 'db02');
  const latency = latencyModel(map, vm)!;
  expect(latency.wholeMs).toBe(76);
  expect(latency.stages.map(({ name }) => name)).toEqual([
    'VMkernel queue',
    'HBA and fabric',
    'array and disks',
  ]);
  const [kernel, wires, disks] = latency.stages.map(({ ms }) => ms);
  expect(kernel).toBe(36);
  // 25 kB at 400 MB/s, twice.
  expect(wires).toBeCloseTo(0.125, 6);
  expect(disks).toBeCloseTo(39.875, 6);
});

test('the queues on its way are the host, the adapter, the port and the disks', () => {
  const vm = map.scene.vms.findIndex(({ name }) => name === 'db02');
  const queues = queuesOnWay(map, vm);
  expect(queues.map(({ name, words }) => `${name}: ${words}`)).toEqual([
    'VMkernel → lun01: 30.5 of 32',
    'HBA: 54.5 of 400 MB/s',
    'Array port: 130 of 400 MB/s',
    'Disks: 10 spindles',
  ]);
});
