import type { Path, Route } from '../../../inventory/storage/path.ts';
import type { World } from '../../../inventory/world.ts';
import { cablingOf } from '../topology/cabling.ts';
import { FabricMap } from '../topology/fabric-map.ts';

/**
 * Finds the ways of paths through their fabrics anew, around switches and links that have failed.
 * A switch that answers nothing keeps its place on the way: its neighbours do not know. That the
 * fabric needs a moment to agree on another way is left out.
 */
export class Rerouting {
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  /** Gives paths another way where theirs has changed; returns those. Without a way they keep it. */
  renew(): Path[] {
    const { storage, scenario } = this.world;
    const down = new Set<string>();
    for (const part of [...storage.switches, ...storage.networks, ...storage.links]) {
      if (part.health.isFailed) down.add(part.name);
    }
    const map = new FabricMap(cablingOf(scenario), down);
    const changed: Path[] = [];
    for (const path of storage.paths) {
      const from = map.numberOf(path.hba.cabledTo.name)!;
      const to = map.numberOf(path.port.cabledTo.name)!;
      const links = map.route(from, to)?.map((link) => storage.links[link]!);
      if (links === undefined || isSame(links, path.route.links)) continue;
      path.route = routeOver(path, links);
      changed.push(path);
    }
    return changed;
  }
}

function isSame<T>(some: readonly T[], others: readonly T[]): boolean {
  return some.length === others.length && some.every((each, i) => each === others[i]);
}

/** The junctions on a way over links, from the adapter on. */
function routeOver({ hba }: Path, links: Route['links']): Route {
  let at = hba.cabledTo;
  const junctions = [at];
  for (const { between } of links) {
    at = between[0] === at ? between[1] : between[0];
    junctions.push(at);
  }
  return { junctions, links };
}
