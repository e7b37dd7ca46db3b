import type { Cabling } from './cabling.ts';

/**
 * Switches, the networks that carry storage, and the links between switches, as a graph of
 * numbered junctions. What hangs together is a fabric; a network is one of its own.
 *
 * Of several ways the one over the fewest links is taken; of equal ones the one whose first link
 * stands first by name, then whose second, and so on. Source: FSPF counts links of equal speed
 * alike; taking one of equal ways, and the same for all, is a simplification (switches may spread
 * exchanges over them). Cost: O(junctions + links) a destination, kept.
 */
export class FabricMap {
  /** Names of junctions: switches first, then networks. */
  readonly junctions: readonly string[];
  private readonly numbers: ReadonlyMap<string, number>;
  /** Links that are up, by junction: the number of the link and where it leads, in link order. */
  private readonly neighbours: readonly (readonly Neighbour[])[];
  private readonly isUp: readonly boolean[];
  private readonly fabricNumbers: Int32Array;
  private readonly distances = new Map<number, Int32Array>();

  /** `down` names switches, networks and links that do not work. */
  constructor(cabling: Cabling, down: ReadonlySet<string> = new Set()) {
    this.junctions = [...cabling.switches.map(({ name }) => name), ...cabling.networks];
    this.numbers = new Map(this.junctions.map((name, number) => [name, number]));
    this.isUp = this.junctions.map((name) => !down.has(name));
    const neighbours: Neighbour[][] = this.junctions.map(() => []);
    for (const [link, { name, between }] of cabling.links.entries()) {
      const [one, other] = between.map((end) => this.numbers.get(end));
      if (one === undefined || other === undefined || down.has(name)) continue;
      if (!this.isUp[one]! || !this.isUp[other]!) continue;
      neighbours[one]!.push({ link, to: other });
      neighbours[other]!.push({ link, to: one });
    }
    this.neighbours = neighbours;
    this.fabricNumbers = this.numberFabrics();
  }

  /** Number of a junction; undefined if nothing is called so. */
  numberOf(name: string): number | undefined {
    return this.numbers.get(name);
  }

  /** Number of the fabric that a junction belongs to; -1 for one that is down. */
  fabricOf(junction: number): number {
    return this.fabricNumbers[junction]!;
  }

  /** Numbers of the links from one junction to another, in order; undefined without a way. */
  route(from: number, to: number): readonly number[] | undefined {
    if (this.fabricOf(from) < 0 || this.fabricOf(from) !== this.fabricOf(to)) return undefined;
    const distance = this.distancesTo(to);
    const links: number[] = [];
    for (let at = from; at !== to; ) {
      const next = this.neighbours[at]!.find((each) => distance[each.to]! === distance[at]! - 1)!;
      links.push(next.link);
      at = next.to;
    }
    return links;
  }

  private numberFabrics(): Int32Array {
    const numbers = new Int32Array(this.junctions.length).fill(-1);
    let count = 0;
    for (let start = 0; start < numbers.length; start++) {
      if (!this.isUp[start]! || numbers[start] !== -1) continue;
      this.spread(start, (junction) => {
        numbers[junction] = count;
      });
      count++;
    }
    return numbers;
  }

  /** Links to a junction from each other; -1 from where there is no way. */
  private distancesTo(junction: number): Int32Array {
    let distance = this.distances.get(junction);
    if (distance === undefined) {
      const counted = new Int32Array(this.junctions.length).fill(-1);
      this.spread(junction, (reached, links) => {
        counted[reached] = links;
      });
      distance = counted;
      this.distances.set(junction, distance);
    }
    return distance;
  }

  /** Visits what hangs together with a junction, the nearest first. */
  private spread(start: number, visit: (junction: number, links: number) => void): void {
    const seen = new Set([start]);
    let ring = [start];
    for (let links = 0; ring.length > 0; links++) {
      const next: number[] = [];
      for (const junction of ring) {
        visit(junction, links);
        for (const { to } of this.neighbours[junction]!) {
          if (seen.has(to)) continue;
          seen.add(to);
          next.push(to);
        }
      }
      ring = next;
    }
  }
}

interface Neighbour {
  readonly link: number;
  readonly to: number;
}
