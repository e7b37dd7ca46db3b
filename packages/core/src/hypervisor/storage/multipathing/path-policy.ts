import type { Host } from '../../../inventory/entities.ts';
import type { Controller, Lun } from '../../../inventory/storage/array-entities.ts';
import type { PathSpread } from '../../../inventory/storage/mount.ts';
import { accessOf, type Path, type PathAccess } from '../../../inventory/storage/path.ts';
import type { PathPolicyName } from '../../../inventory/storage/storage-specs.ts';

/** What a policy decides for one LUN. */
export interface Choice {
  /** Paths that I/O takes, at least one. */
  readonly using: readonly Path[];
  /** Who must own the LUN first: these paths only stand by. Undefined: they serve. */
  readonly needs: Controller | undefined;
}

/**
 * How a host chooses among its paths to an array.
 *
 * - fixed: the preferred path while it lives, else another, and back when it has returned. A path
 *   that was preferred by nobody but the host itself loses that when it dies: there is no return.
 *   On an active-passive array it takes its path even if that calls the LUN over to it.
 * - mru: the path in use while it serves, else another that does; never back by itself.
 * - round-robin, least-queue-depth, alua: all paths that serve best.
 *
 * Of paths that an adapter or port is preferred for, those that serve go first, then the lowest
 * index, which calls the LUN over. Source: VSST; COUPLING 1.12.
 */
export class PathPolicy {
  readonly name: PathPolicyName;
  readonly spread: PathSpread;
  private readonly preferred: ReadonlySet<string>;

  constructor(host: Host, lun: Lun) {
    const { policy, preferred = [] } = host.spec.multipathing ?? {};
    this.name = policy ?? defaultPolicy(host, lun);
    this.spread = spreadOf(this.name, host);
    this.preferred = new Set(preferred);
  }

  /** 2 if both its adapter and its port are preferred by name, 1 if one of them is. */
  preferenceOf({ hba, port }: Path): number {
    return Number(this.preferred.has(hba.name)) + Number(this.preferred.has(port.name));
  }

  /**
   * @param alive paths that the host takes for alive, in their order
   * @param current the path in use, if one is
   * @returns undefined if none is alive
   */
  choose(alive: readonly Path[], lun: Lun, current: Path | undefined): Choice | undefined {
    if (alive.length === 0) return undefined;
    switch (this.name) {
      case 'fixed':
        return this.chooseFixed(alive, lun, current);
      case 'mru':
        return one(mostRecentlyUsed(alive, lun, current), lun);
      default:
        return chooseAll(alive, lun);
    }
  }

  private chooseFixed(alive: readonly Path[], lun: Lun, current: Path | undefined): Choice {
    const best = Math.max(...alive.map((path) => this.preferenceOf(path)));
    if (best === 0) {
      const own = current !== undefined && alive.includes(current) ? current : undefined;
      return one(own ?? bestOf(alive, lun), lun);
    }
    const candidates = alive.filter((path) => this.preferenceOf(path) === best);
    return one(bestOf(candidates, lun), lun);
  }
}

function defaultPolicy({ platform }: Host, { array }: Lun): PathPolicyName {
  const column = {
    'active-active': 'activeActivePolicy',
    'active-passive': 'activePassivePolicy',
    alua: 'aluaPolicy',
  }[array.access];
  return platform.word(column) as PathPolicyName;
}

/** Round robin that changes the path at every I/O keeps all of them busy at once. */
function spreadOf(name: PathPolicyName, { platform }: Host): PathSpread {
  if (name === 'fixed' || name === 'mru') return 'one';
  if (name === 'least-queue-depth') return 'by-queue';
  return platform.number('roundRobinIos') <= 1 ? 'by-queue' : 'in-turn';
}

/** The path in use if it lives and serves, else the best. */
function mostRecentlyUsed(alive: readonly Path[], lun: Lun, current: Path | undefined): Path {
  if (current !== undefined && alive.includes(current) && accessOf(current, lun) !== 'standby') {
    return current;
  }
  return bestOf(alive, lun);
}

const fromBest: readonly PathAccess[] = ['active', 'unoptimized', 'standby'];

/** The best access that some of these paths have. */
function bestAccess(alive: readonly Path[], lun: Lun): PathAccess {
  return fromBest.find((access) => alive.some((path) => accessOf(path, lun) === access))!;
}

function bestOf(alive: readonly Path[], lun: Lun): Path {
  const access = bestAccess(alive, lun);
  return alive.find((path) => accessOf(path, lun) === access)!;
}

function one(path: Path, lun: Lun): Choice {
  const isStandby = accessOf(path, lun) === 'standby';
  return { using: [path], needs: isStandby ? path.port.controller : undefined };
}

function chooseAll(alive: readonly Path[], lun: Lun): Choice {
  const access = bestAccess(alive, lun);
  if (access !== 'standby') {
    return { using: alive.filter((path) => accessOf(path, lun) === access), needs: undefined };
  }
  const { controller } = alive[0]!.port;
  return { using: alive.filter(({ port }) => port.controller === controller), needs: controller };
}
