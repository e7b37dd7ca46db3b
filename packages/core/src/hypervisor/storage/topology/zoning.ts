import type { Cabling } from './cabling.ts';
import type { FabricMap } from './fabric-map.ts';

/**
 * Who may talk to whom. A fabric is zoned when a zone has a member in it: then an adapter talks to
 * the ports with which it shares a zone, and to no others. In a fabric without zones everybody
 * talks to everybody. Source: language; FC-GS zoning with the default zone open [M].
 */
export class Zoning {
  private readonly zoned: ReadonlySet<number>;
  /** Positions of the zones that an adapter or port is in. */
  private readonly zonesOf = new Map<string, number[]>();

  /** `map` is the whole fabric, with nothing down: zones outlive the links. */
  constructor(cabling: Cabling, map: FabricMap) {
    const places = new Map(
      [...cabling.hbas, ...cabling.ports].map(({ name, cabledTo }) => [name, cabledTo]),
    );
    const zoned = new Set<number>();
    for (const [zone, { hbas, ports }] of cabling.zones.entries()) {
      for (const member of [...hbas, ...ports]) {
        const junction = map.numberOf(places.get(member) ?? '');
        if (junction !== undefined) zoned.add(map.fabricOf(junction));
        const zones = this.zonesOf.get(member);
        if (zones === undefined) this.zonesOf.set(member, [zone]);
        else zones.push(zone);
      }
    }
    this.zoned = zoned;
  }

  /** Whether zones decide in a fabric. */
  isZoned(fabric: number): boolean {
    return this.zoned.has(fabric);
  }

  /** Whether an adapter and a port of one fabric may talk, by their full names. */
  allows(hba: string, port: string, fabric: number): boolean {
    if (!this.isZoned(fabric)) return true;
    const zones = this.positionsOf(hba);
    return this.positionsOf(port).some((zone) => zones.includes(zone));
  }

  /** Positions in the list of zones. */
  positionsOf(member: string): readonly number[] {
    return this.zonesOf.get(member) ?? none;
  }
}

const none: readonly number[] = [];
