import { expect, test } from 'vitest';
import { svgText } from '../svg-text.ts';
import { smallEstate } from './estate.fixtures.ts';
import { estateGrid, stripsOf } from './estate-grid.ts';
import { estateHeader, zoomLadder } from './estate-header.ts';
import { entityOf, entityPlaces, nextPlace } from './estate-keys.ts';
import { cellLooks, estateModel } from './estate-model.ts';
import { estateTable } from './estate-table.ts';
import { estateLists } from './lists.ts';
import { loadBins, loadPlot, readyBins, readyPlot } from './plots.ts';

const map = smallEstate();
const model = estateModel(map);
const hosts = map.scene.hosts.map((_, host) => host);

test('a VM on less than 3 % of its vCPUs is idle, one that waits is not', () => {
  const counts = Object.fromEntries(
    cellLooks.map((look, place) => [look, model.lookCounts[place]]),
  );
  // Hosts 0 to 35 have one VM at 1 % each; the last three hosts have 2, 3 and 4 VMs.
  expect(counts).toMatchObject({ idle: 36, constrained: 3, failing: 6, down: 0, off: 0 });
  expect([...model.lookCounts].reduce((sum, count) => sum + count, 0)).toBe(map.scene.vms.length);
});

test('waiting vCPUs rise above the line by pCPUs: 6 % and 12 % of one vCPU on 4 pCPUs', () => {
  expect(model.waits[36]).toBeCloseTo(0.18 / 4, 6);
  expect(model.loads[36]).toBeCloseTo(0.99, 6);
});

test('the plot of ready counts every served VM once, with bands at 5 and 10 %', () => {
  const bins = readyBins(map, model);
  const sum = (from: number, to?: number): number =>
    bins.slice(from, to).reduce((total, amount) => total + amount, 0);
  expect(sum(0)).toBe(map.scene.vms.length);
  expect([sum(4, 8), sum(8)]).toEqual([3, 6]);
  expect(svgText(readyPlot(map, model))).toContain('3 to watch');
});

test('hosts that let VMs wait stand beyond the capacity line', () => {
  const { counts, waiting } = loadBins(map, model);
  expect(waiting).toBe(3);
  expect(counts[6]! + counts[5]!).toBe(36);
  expect(svgText(loadPlot(map, model))).toContain('3 let VMs wait');
});

test('lists name who waits most and who is idle, and how many there are', () => {
  const [constrained, idle] = estateLists(map, model);
  expect(constrained).toMatchObject({ title: 'Constrained', count: 9 });
  expect(constrained?.lines[0]?.words).toBe('ready 24\u00a0%');
  expect(idle).toMatchObject({ title: 'Idle', count: 36 });
  expect(idle?.lines).toHaveLength(6);
});

test('the table has a row a cluster from afar and a row a host when close', () => {
  const rows = (words: string): number => words.split('<tr').length - 2;
  expect(rows(svgText(estateTable(map, model, 'cells', hosts)))).toBe(3);
  expect(rows(svgText(estateTable(map, model, 'cards', hosts.slice(0, 7))))).toBe(7);
});

test('the header says sizes and looks, the ladder where one is', () => {
  const header = svgText(estateHeader({ ...map, found: new Set([1, 2]) }, model));
  expect(header).toContain('39 hosts, ');
  expect(header).toContain('failing 6');
  expect(header).toContain('found 2');
  expect(svgText(zoomLadder('cards'))).toContain('aria-label="Zoom: cards"');
});

test('arrows lead through VMs, to the next host and to the strip below', () => {
  const vms = map.scene.hosts.map((_, host) => 2 + (host % 4));
  const grid = estateGrid(stripsOf(map.scene), vms, 2);
  const next = (host: number, place: number, key: string, perRow = 1) =>
    nextPlace(grid, model, { host, place }, key, perRow);
  expect(next(0, -1, 'ArrowDown')).toEqual({ host: 0, place: 0 });
  expect(next(0, 1, 'ArrowDown')).toEqual({ host: 32, place: -1 });
  expect(next(32, -1, 'ArrowUp')).toEqual({ host: 0, place: -1 });
  expect(next(0, 1, 'ArrowRight')).toEqual({ host: 1, place: 1 });
  expect(next(15, 0, 'ArrowRight')).toEqual({ host: 16, place: 0 });
  expect(next(16, 0, 'ArrowLeft')).toEqual({ host: 15, place: 0 });
  expect(next(0, 0, 'ArrowLeft')).toBeUndefined();
  expect(next(3, 0, 'ArrowRight', 2)).toEqual({ host: 3, place: 1 });
});

test('an entity is found at its place and a place names its entity', () => {
  const vm = map.scene.vms[5]!;
  const places = entityPlaces(map.scene, model, [vm.id, map.scene.hosts[4]!.id, 999_999]);
  expect(places.size).toBe(2);
  expect(entityOf(map.scene, model, places.get(vm.id)!)).toBe(vm.id);
  expect(places.get(map.scene.hosts[4]!.id)).toEqual({ host: 4, place: -1 });
});
