import type { EntityId } from '../directory.ts';
import type { ArrayPort, Lun } from './array-entities.ts';
import type { Hba, Junction, Link } from './fabric-entities.ts';

/** Switches (or the one network) from an adapter to an array port, and the links between them. */
export interface Route {
  /** At least one, from the adapter on. */
  readonly junctions: readonly Junction[];
  /** One fewer. */
  readonly links: readonly Link[];
}

/**
 * A way from an adapter to an array port: `esx01:vmhba0:array1:spa:p0`. It leads to all LUNs of
 * the array; what it may do for each of them is `accessOf`.
 */
export class Path {
  readonly kind = 'path';
  readonly id: EntityId;
  readonly index: number;
  readonly name: string;
  readonly hba: Hba;
  readonly port: ArrayPort;
  /** Its way through the fabric; another one when a link on it has failed. */
  route: Route;

  constructor(id: EntityId, index: number, ends: { hba: Hba; port: ArrayPort }, route: Route) {
    this.id = id;
    this.index = index;
    this.hba = ends.hba;
    this.port = ends.port;
    this.name = pathName(ends.hba.name, ends.port.name);
    this.route = route;
  }
}

/** Name of the path between two ends. */
export function pathName(hba: string, port: string): string {
  return `${hba}:${port}`;
}

/**
 * What a path can do for a LUN: `active` serves; `unoptimized` serves through the other controller
 * (ALUA); `standby` serves only after a trespass.
 */
export type PathAccess = 'active' | 'unoptimized' | 'standby';

/**
 * Access of a path to a LUN of its array, by who owns the LUN now. Source: VSST; MODELS 4.1.
 */
export function accessOf(path: Path, lun: Lun): PathAccess {
  const { array, owner } = lun;
  if (array.access === 'active-active' || path.port.controller === owner) return 'active';
  return array.access === 'alua' ? 'unoptimized' : 'standby';
}
