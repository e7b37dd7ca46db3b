/** Cables, links, fabrics and zones that join nothing, or what cannot be joined. */
import type { LinkSpec } from '@vdcsim/core';
import { placeOfThing, type Thing } from '../load/things.ts';
import { type Checked, type Inventory, placeOfKey, placeOfPart } from './inventory.ts';
import { visibilityOf } from './visibility.ts';

/** Whether nothing is wrong with the cabling: else who sees what is not worth a word. */
export function checkCabling(inventory: Inventory): boolean {
  const before = inventory.problems.count;
  checkHbaKinds(inventory);
  const areWell = inventory.links.map((link) => checkLink(link, inventory));
  if (areWell.includes(false) || inventory.isStoragePartial) return false;
  checkFabrics(inventory);
  checkLonelyEnds(inventory);
  checkZones(inventory);
  return inventory.problems.count === before;
}

/** Fibre Channel ends at a switch, iSCSI at a network. */
function checkHbaKinds({ hosts, switches, problems }: Inventory): void {
  const isSwitch = new Set(switches.map(({ spec }) => spec.name));
  for (const { thing, spec } of hosts) {
    for (const { name, kind, cabledTo } of spec.hbas ?? []) {
      if (isSwitch.has(cabledTo) === (kind === 'fc')) continue;
      const [is, far, other] =
        kind === 'fc' ? ['Fibre Channel', 'a network', 'iscsi'] : ['iSCSI', 'a switch', 'fc'];
      const what = `${spec.name}:${name} is ${is}, ${cabledTo} is ${far}`;
      const remedy = `write "kind: ${other}" or cable it elsewhere`;
      problems.error(placeOfPart(thing, ['hbas', name, 'cabledTo']), 'BAD_CABLE', what, remedy);
    }
  }
}

/** Whether a link joins two switches, and no two fabrics. */
function checkLink({ thing, spec }: Checked<LinkSpec>, inventory: Inventory): boolean {
  const { switches, problems } = inventory;
  const [one, other] = spec.between;
  const place = placeOfKey(thing, 'between');
  if (spec.between.length !== 2) {
    const what = `${spec.name} joins ${spec.between.length} switches`;
    problems.error(place, 'BAD_CABLE', what, 'write two');
    return false;
  }
  if (one === other) {
    problems.error(place, 'BAD_CABLE', `${spec.name} joins ${one} to itself`, 'write another one');
    return false;
  }
  const fabrics = spec.between.map(
    (name) => switches.find((each) => each.spec.name === name)?.spec.fabric,
  );
  const [left, right] = fabrics;
  if (left === undefined || right === undefined || left === right) return true;
  const what = `${spec.name} joins fabric ${left} to ${right}`;
  problems.error(place, 'BAD_CABLE', what, `give ${one} and ${other} one fabric`);
  return false;
}

/** Switches that say that they are one fabric hang together. */
function checkFabrics(inventory: Inventory): void {
  const { map } = visibilityOf(inventory);
  const firstOf = new Map<string, string>();
  for (const { thing, spec } of inventory.switches) {
    if (spec.fabric === undefined) continue;
    const first = firstOf.get(spec.fabric);
    if (first === undefined) {
      firstOf.set(spec.fabric, spec.name);
      continue;
    }
    const [near, far] = [map.numberOf(first)!, map.numberOf(spec.name)!];
    if (map.fabricOf(near) === map.fabricOf(far)) continue;
    const what = `fabric ${spec.fabric} falls apart: no link leads from ${first} to ${spec.name}`;
    const place = placeOfKey(thing, 'fabric');
    inventory.problems.error(place, 'BAD_CABLE', what, 'add one to links');
  }
}

/** An adapter or port has somebody to talk to in its fabric. */
function checkLonelyEnds(inventory: Inventory): void {
  const { cabling, map } = visibilityOf(inventory);
  const fabricOf = (cabledTo: string): number => map.fabricOf(map.numberOf(cabledTo) ?? 0);
  const ofHbas = new Set(cabling.hbas.map(({ cabledTo }) => fabricOf(cabledTo)));
  const ofPorts = new Set(cabling.ports.map(({ cabledTo }) => fabricOf(cabledTo)));
  const tell = (thing: Thing, path: readonly string[], name: string, to: string, who: string) => {
    const what = `${name} is cabled to ${to}, which no ${who} reaches`;
    const remedy = 'cable one to it, or add a link';
    inventory.problems.error(placeOfPart(thing, path), 'BAD_CABLE', what, remedy);
  };
  for (const { thing, spec } of inventory.hosts) {
    for (const { name, cabledTo } of spec.hbas ?? []) {
      if (ofPorts.has(fabricOf(cabledTo))) continue;
      tell(thing, ['hbas', name, 'cabledTo'], `${spec.name}:${name}`, cabledTo, 'array port');
    }
  }
  for (const { thing, spec } of inventory.arrays) {
    for (const { name: controller, ports } of spec.controllers) {
      for (const { name, cabledTo } of ports) {
        if (ofHbas.has(fabricOf(cabledTo))) continue;
        const path = ['controllers', controller, 'ports', name, 'cabledTo'];
        tell(thing, path, `${spec.name}:${controller}:${name}`, cabledTo, 'HBA');
      }
    }
  }
}

/** A zone joins at least one adapter with a port. */
function checkZones(inventory: Inventory): void {
  const { cabling, map } = visibilityOf(inventory);
  const ends = new Map([...cabling.hbas, ...cabling.ports].map((end) => [end.name, end.cabledTo]));
  const fabricOf = (end: string): number => map.fabricOf(map.numberOf(ends.get(end) ?? '') ?? 0);
  for (const { thing, spec } of inventory.zones) {
    const reached = new Set(spec.ports.map(fabricOf));
    if (spec.hbas.some((hba) => reached.has(fabricOf(hba)))) continue;
    const [hba = '', port = ''] = [spec.hbas[0], spec.ports[0]];
    const what =
      `zone ${spec.name} leaves no path: ${hba} is cabled to ${ends.get(hba)}, ` +
      `${port} to ${ends.get(port)}`;
    const remedy = 'take adapters and ports of one fabric';
    inventory.problems.error(placeOfThing(thing), 'NO_PATH', what, remedy);
  }
}
