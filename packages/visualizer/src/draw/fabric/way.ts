/** The way of the selected VM's I/O, from its row to every datastore that its disks lie on. */
import { columnOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { barWidth, type FabricLayout, type PlacedLink } from './fabric-layout.ts';
import { type FabricModel, pathWay, serverWay, sharesOfPaths } from './fabric-model.ts';
import { curveBetween } from './ribbons.ts';
import { total } from './tenants.ts';

/** How far below the upper edge of a ribbon the line runs at most, pixels. */
const insetMost = 4;

/** One curve for every datastore of the selected VM; empty while none is selected or placed. */
export function waysOf(map: MapState, model: FabricModel, layout: FabricLayout): string[] {
  const { scene, selected, tables } = map;
  const { storage } = scene;
  const vm = selected === null ? -1 : scene.vms.findIndex(({ id }) => id === selected);
  const host = columnOf(tables, 'vm', 'host')?.[vm] ?? -1;
  if (storage === undefined || vm < 0 || host < 0) return [];
  const datastores = [
    ...new Set(storage.disks.filter((disk) => disk.vm === vm).map((disk) => disk.datastore)),
  ];
  const links = new Map(layout.links.map((link) => [`${link.from.key}>${link.to.key}`, link]));
  return datastores.flatMap((datastore) => {
    const mount = storage.mounts.find((each) => each.host === host && each.datastore === datastore);
    if (mount === undefined) return [];
    const shares = sharesOfPaths(map, mount);
    const busiest = shares.indexOf(Math.max(...shares));
    const path = storage.paths[mount.paths[busiest] ?? -1];
    const between =
      path === undefined
        ? serverWay(map, storage, model, datastore)
        : pathWay(map, storage, model, path);
    const way = [`vm:${vm}`, model.hostKey(host), ...between, model.endKey(datastore)];
    const points = pointsOf(links, way, layout.scale);
    return points.length === 0 ? [] : [curveBetween(points)];
  });
}

function pointsOf(
  links: ReadonlyMap<string, PlacedLink>,
  way: readonly string[],
  scale: number,
): (readonly [number, number])[] {
  const points: (readonly [number, number])[] = [];
  for (let at = 1; at < way.length; at++) {
    const steps = stepsBetween(links, way[at - 1]!, way[at]!);
    if (steps.length === 0) return [];
    for (const { from, to, fromY, toY, link } of steps) {
      const inset = Math.min(insetMost, (total(link.amounts) * scale) / 2);
      points.push([from.x + (from.isPassed ? 0 : barWidth), fromY + inset], [to.x, toY + inset]);
    }
  }
  return points;
}

/** The link between two nodes, or those over what passes by between them. */
function stepsBetween(
  links: ReadonlyMap<string, PlacedLink>,
  from: string,
  to: string,
): PlacedLink[] {
  const direct = links.get(`${from}>${to}`);
  if (direct !== undefined) return [direct];
  const steps: PlacedLink[] = [];
  let at = from;
  for (;;) {
    const next = [...links.values()].find(
      (link) =>
        link.from.key === at &&
        (link.to.key === to ? steps.length > 0 : link.to.key.endsWith(` ${from}>${to}`)),
    );
    if (next === undefined) return [];
    steps.push(next);
    if (next.to.key === to) return steps;
    at = next.to.key;
  }
}
