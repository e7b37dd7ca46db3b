import { expect, test } from 'vitest';
import type { MapState } from '../contract.ts';
import { sanEvents, sanMap } from './fabric.fixtures.ts';
import { fabricPicture } from './fabric-drawing.ts';
import { keyMBps } from './fabric-head.ts';
import { nextNode } from './fabric-keys.ts';
import { stepBelow } from './fabric-layout.ts';
import { hairlinesOf, ribbonsOf } from './ribbons.ts';
import { total } from './tenants.ts';
import { waysOf } from './way.ts';

const before = { hosts: new Set<number>(), ends: new Set<number>() };

function pictureOf(map: MapState = sanMap(), width = 1_256, height = 640) {
  return fabricPicture({ map, events: sanEvents, width, height, scale: 1, before })!;
}

function idOf(name: string): number {
  const { scene } = sanMap();
  const { storage } = scene;
  const all = [...scene.vms, ...scene.hosts, ...storage!.hbas, ...storage!.luns];
  return all.find((each) => each.name === name)!.id;
}

test.each([
  [1_256, 640],
  [936, 470],
  [640, 320],
])('at %i x %i no two bars of a column overlap, and all bars are inside', (width, height) => {
  const { layout, frame } = pictureOf(sanMap(), width, height);
  const nodes = [...layout.nodes.values()];
  for (const a of nodes) {
    expect(a.y).toBeGreaterThan(40);
    expect(a.y + a.height).toBeLessThan(frame.bottom + 60);
    for (const b of nodes) {
      if (a === b || a.column !== b.column || a.y > b.y) continue;
      expect(a.y + a.height).toBeLessThanOrEqual(b.y + 0.01);
    }
  }
});

test('one scale: every bar is as high as its MB/s, or as the least bar', () => {
  const { layout } = pictureOf();
  for (const { MBps, height, kind } of layout.nodes.values()) {
    const least = kind === 'host' ? 14 : MBps < 1e-9 ? 8 : 3;
    expect(height).toBeCloseTo(Math.max(MBps * layout.scale, least), 6);
  }
});

test('links leave and reach a bar without gap or overlap, in the order of where they lead', () => {
  const { layout } = pictureOf();
  const ofSwitch = layout.links.filter(({ from }) => from.key === 'switch:0');
  const order = [...ofSwitch].sort((a, b) => a.fromY - b.fromY);
  let y = layout.nodes.get('switch:0')!.y;
  for (const { fromY, link, to } of order) {
    expect(fromY).toBeCloseTo(y, 6);
    y += total(link.amounts) * layout.scale;
    expect(to.column).toBe(4);
  }
  expect(order.map(({ to }) => to.y)).toEqual(order.map(({ to }) => to.y).sort((a, b) => a - b));
});

test('tenants are stacked in one order in every ribbon', () => {
  const { layout } = pictureOf();
  const tenants = ribbonsOf(layout)
    .filter(({ link }) => link.from.key === 'host:0' && link.to.key === 'hba:0')
    .map(({ tenant }) => tenant);
  expect(tenants).toEqual(['production', 'backup', 'paging']);
});

test('the pulled cable is one red line; the standby paths of the dead host are dots', () => {
  const { layout, breakage } = pictureOf();
  const hairlines = hairlinesOf(layout, breakage.isBroken);
  expect(hairlines.filter(({ isDead }) => isDead).map(({ key }) => key)).toEqual([
    'hba:7>switch:1',
  ]);
  expect(hairlines.some(({ key, isDead }) => key === 'hba:4>switch:0' && !isDead)).toBe(true);
});

test('what broke is told with the time and with what I/O did', () => {
  const { breakage } = pictureOf();
  expect(breakage.notes).toEqual([
    {
      at: 'hba:7',
      title: 'vmhba2: 2 paths dead, cable failed 13:46:40',
      words: 'I/O stood still for 42 s, then moved',
    },
  ]);
  expect(breakage.since.get('host:2')).toBe('failed 14:02:00');
});

test('the way of the selected VM is one curve from its row to its LUN; of a host there is none', () => {
  const map = sanMap({ selected: idOf('db02') });
  const { model, layout } = pictureOf(map);
  const [way, ...more] = waysOf(map, model, layout);
  expect(more).toEqual([]);
  expect(way?.match(/M/g)).toHaveLength(1);
  const lun = layout.nodes.get('end:0')!;
  expect(way).toContain(`,${lun.x.toFixed(1).replace(/\.0$/, '')},`);
  expect(waysOf(sanMap({ selected: idOf('esx01') }), model, layout)).toEqual([]);
});

test('arrow keys go down a column and across to the nearest', () => {
  const { layout } = pictureOf();
  const [esx01, esx02, first] = [idOf('esx01'), idOf('esx02'), idOf('esx01:vmhba1')];
  expect(nextNode(layout, esx01, 'ArrowDown')).toBe(esx02);
  expect(nextNode(layout, esx02, 'ArrowUp')).toBe(esx01);
  expect(nextNode(layout, esx01, 'ArrowRight')).toBe(first);
  expect(nextNode(layout, first, 'ArrowLeft')).toBe(esx01);
  expect(nextNode(layout, idOf('lun06'), 'ArrowDown')).toBeUndefined();
  expect(nextNode(layout, null, 'ArrowDown')).toBe(idOf('file01'));
  expect(nextNode(layout, esx01, 'a')).toBeUndefined();
});

test('the scale goes in steps, and its key is a round number of 6 to 18 pixels', () => {
  expect([0.97, 1.1, 1.49, 3.4, 12.4].map(stepBelow)).toEqual([0.8, 1, 1.2, 3, 12]);
  for (const scale of [0.05, 0.8, 1, 1.46, 6, 60]) {
    const height = keyMBps(scale) * scale;
    expect(height).toBeGreaterThanOrEqual(5.9);
    expect(height).toBeLessThanOrEqual(18);
  }
});
