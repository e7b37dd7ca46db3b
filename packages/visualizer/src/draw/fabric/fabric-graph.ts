/** Nodes and links of the picture of storage: what goes from where to where, as plain numbers. */
import { type Amounts, added, nothing, total } from './tenants.ts';

/** How a node stands, as far as it is drawn. */
export type NodeState = 'working' | 'failed' | 'slow';

export interface FabricNode {
  readonly key: string;
  /** Place of its column in `Columns`. */
  readonly column: number;
  readonly kind: string;
  /** Undefined of what is folded together. */
  readonly entity: number | undefined;
  readonly name: string;
  readonly state: NodeState;
  /** Whether its cable is out: it works, and nothing gets to it. */
  readonly isCut?: boolean;
  /** Of the host in whose block it stands: key of the host's node; '' of all else. */
  readonly block: string;
  /** Only for ribbons to pass by; it has no bar. */
  readonly isPassed: boolean;
}

export interface FabricLink {
  readonly from: string;
  readonly to: string;
  amounts: Amounts;
  /** Whether a path of which none is dead goes there, and whether a dead one does. */
  isStandby: boolean;
  isDead: boolean;
}

/** Collects nodes and links; what meets on the way adds up. */
export class FabricGraph {
  readonly nodes = new Map<string, FabricNode>();
  readonly links = new Map<string, FabricLink>();

  node(node: FabricNode): string {
    if (!this.nodes.has(node.key)) this.nodes.set(node.key, node);
    return node.key;
  }

  /** The link between two nodes, made on first use. */
  link(from: string, to: string): FabricLink {
    const key = `${from}>${to}`;
    let link = this.links.get(key);
    if (link === undefined) {
      link = { from, to, amounts: nothing, isStandby: false, isDead: false };
      this.links.set(key, link);
    }
    return link;
  }

  /** Lets amounts flow along a way through nodes. */
  flow(way: readonly string[], amounts: Amounts): void {
    for (let at = 1; at < way.length; at++) {
      const link = this.link(way[at - 1]!, way[at]!);
      link.amounts = added(link.amounts, amounts);
    }
  }

  /** What goes through a node: the larger of what comes and what leaves. */
  through(): ReadonlyMap<string, Amounts> {
    const into = new Map<string, Amounts>();
    const out = new Map<string, Amounts>();
    for (const { from, to, amounts } of this.links.values()) {
      out.set(from, added(out.get(from) ?? nothing, amounts));
      into.set(to, added(into.get(to) ?? nothing, amounts));
    }
    const through = new Map<string, Amounts>();
    for (const key of this.nodes.keys()) {
      const [a, b] = [into.get(key) ?? nothing, out.get(key) ?? nothing];
      through.set(key, total(a) >= total(b) ? a : b);
    }
    return through;
  }

  /** Makes nodes to pass by for links that leap over columns. */
  splitLeaps(): void {
    for (const [key, link] of [...this.links]) {
      const [a, b] = [this.nodes.get(link.from)!, this.nodes.get(link.to)!];
      // What carries nothing is a hairline, which needs no room in the columns between.
      if (b.column - a.column < 2 || total(link.amounts) < 1e-9) continue;
      this.links.delete(key);
      let before = a.key;
      for (let column = a.column + 1; column <= b.column; column++) {
        const next = column === b.column ? b.key : this.node(passed(link, column));
        const part = this.link(before, next);
        part.amounts = added(part.amounts, link.amounts);
        part.isStandby ||= link.isStandby;
        part.isDead ||= link.isDead;
        before = next;
      }
    }
  }
}

function passed({ from, to }: FabricLink, column: number): FabricNode {
  const key = `by ${column} ${from}>${to}`;
  return {
    ...{ key, column, kind: 'way', entity: undefined, name: '', state: 'working' },
    ...{ block: '', isPassed: true },
  };
}
