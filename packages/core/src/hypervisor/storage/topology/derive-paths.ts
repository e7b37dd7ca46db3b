import type { Cabling } from './cabling.ts';
import type { FabricMap } from './fabric-map.ts';
import type { Zoning } from './zoning.ts';

/** A way from an adapter to an array port, by positions in the cabling's lists. */
export interface DerivedPath {
  readonly hba: number;
  readonly port: number;
  /** From the adapter's switch to the port's, in order. */
  readonly links: readonly number[];
}

/**
 * All paths of a cabling: an adapter reaches each port that its zones allow and to which there is
 * a way, by one path. In the order of the adapters, then of the ports.
 */
export function derivePaths(cabling: Cabling, map: FabricMap, zoning: Zoning): DerivedPath[] {
  const paths: DerivedPath[] = [];
  const portsOf = portsByFabric(cabling, map);
  for (const [hba, { name, cabledTo }] of cabling.hbas.entries()) {
    const from = map.numberOf(cabledTo);
    if (from === undefined) continue;
    const fabric = map.fabricOf(from);
    for (const { port, junction } of portsOf.get(fabric) ?? []) {
      if (!zoning.allows(name, cabling.ports[port]!.name, fabric)) continue;
      paths.push({ hba, port, links: map.route(from, junction)! });
    }
  }
  return paths;
}

function portsByFabric(
  { ports }: Cabling,
  map: FabricMap,
): ReadonlyMap<number, readonly { readonly port: number; readonly junction: number }[]> {
  const byFabric = new Map<number, { port: number; junction: number }[]>();
  for (const [port, { cabledTo }] of ports.entries()) {
    const junction = map.numberOf(cabledTo);
    if (junction === undefined || map.fabricOf(junction) < 0) continue;
    const fabric = map.fabricOf(junction);
    const list = byFabric.get(fabric) ?? [];
    list.push({ port, junction });
    byFabric.set(fabric, list);
  }
  return byFabric;
}
