/** Where everything of the picture of storage stands: one scale for all flows, every sum printed. */

import { columnPlaces, type FabricFrame } from './fabric-frame.ts';
import type { FabricLink, FabricNode } from './fabric-graph.ts';
import type { FabricModel } from './fabric-model.ts';
import { moreHosts } from './fabric-model.ts';
import { type Amounts, nothing, total } from './tenants.ts';

/** Width of a bar, pixels. */
export const barWidth = 6;

export interface PlacedNode extends FabricNode {
  readonly amounts: Amounts;
  readonly MBps: number;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** One link with its upper edge at both ends. */
export interface PlacedLink {
  readonly from: PlacedNode;
  readonly to: PlacedNode;
  readonly link: FabricLink;
  readonly fromY: number;
  readonly toY: number;
}

export interface FabricLayout {
  /** Pixels for a MB/s. */
  readonly scale: number;
  readonly nodes: ReadonlyMap<string, PlacedNode>;
  readonly links: readonly PlacedLink[];
}

/** Least heights of bars and distances of their upper edges, pixels. */
const least = { bar: 3, host: 14, broken: 8 } as const;
const gaps = { vm: 10, hba: 20, node: 22, passed: 6, block: 12, end: 50 } as const;
const rowPitch = 15;
/** Room under an adapter with a dead path, for the sentence about it. */
const noteRoom = 32;

/** Places nodes, then links at them. */
export function fabricLayout(
  model: FabricModel,
  frame: FabricFrame,
  noted: ReadonlySet<string>,
): FabricLayout {
  const through = model.graph.through();
  const spots = [...model.graph.nodes.values()].map((node) => ({
    node,
    amounts: through.get(node.key) ?? nothing,
  }));
  const board = new Board(model, spots, frame, noted);
  const scale = board.fittingScale();
  const nodes = board.place(scale);
  return { scale, nodes, links: placeLinks(model, nodes, scale) };
}

interface Spot {
  readonly node: FabricNode;
  readonly amounts: Amounts;
}

/** Steps of the scale, so that it does not change with every frame. */
const steps = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];
const scaleMost = 60;

/** The largest step that is not above a value. */
export function stepBelow(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return scaleMost;
  const power = 10 ** Math.floor(Math.log10(value));
  const step = steps.reduce((best, each) => (each * power <= value * (1 + 1e-9) ? each : best), 1);
  return Math.min(step * power, scaleMost);
}

/** Measures and places the nodes of one picture. */
class Board {
  private readonly model: FabricModel;
  private readonly spots: readonly Spot[];
  private readonly frame: FabricFrame;
  private readonly noted: ReadonlySet<string>;

  constructor(
    model: FabricModel,
    spots: readonly Spot[],
    frame: FabricFrame,
    noted: ReadonlySet<string>,
  ) {
    this.model = model;
    this.spots = spots;
    this.frame = frame;
    this.noted = noted;
  }

  private get room(): number {
    return this.frame.bottom - this.frame.top;
  }

  /** The largest scale at which every column fits. */
  fittingScale(): number {
    const most = Math.max(total(this.model.all), 1e-6);
    let scale = stepBelow(this.room / most);
    while (scale > 1e-6 && this.tallest(scale) > this.room) scale = stepBelow(scale * 0.99);
    return scale;
  }

  private tallest(scale: number): number {
    const blocks = this.blocks(scale).reduce((sum, block) => sum + block.height + gaps.block, 0);
    let most = blocks;
    for (let column = 2; column < this.model.shape.columns.length; column++) {
      if (column === this.model.shape.hba) continue;
      const sum = this.inColumn(column).reduce((h, spot) => h + this.pitch(spot, scale), 0);
      most = Math.max(most, sum);
    }
    return most;
  }

  private inColumn(column: number): Spot[] {
    return this.spots.filter(({ node }) => node.column === column);
  }

  private height({ node, amounts }: Spot, scale: number): number {
    const own = total(amounts) * scale;
    if (node.isPassed) return own;
    if (node.kind === 'host' || node.key === moreHosts) return Math.max(own, least.host);
    const isBroken = node.state === 'failed' || total(amounts) < 1e-9;
    return Math.max(own, isBroken && node.kind !== 'vm' ? least.broken : least.bar);
  }

  /** Height with the room around it. */
  private pitch(spot: Spot, scale: number): number {
    const height = this.height(spot, scale);
    const { node } = spot;
    if (node.isPassed) return height + gaps.passed;
    if (node.column === this.model.shape.end) return Math.max(height + 24, gaps.end);
    if (node.column === 0) return Math.max(height + gaps.vm, rowPitch);
    if (node.column === this.model.shape.hba) {
      return height + gaps.hba + (this.noted.has(node.key) ? noteRoom : 0);
    }
    return height + gaps.node;
  }

  /** Hosts with their VMs and adapters: what belongs together stands together. */
  private blocks(scale: number) {
    const { hba } = this.model.shape;
    return this.inColumn(1)
      .filter(({ node }) => !node.isPassed)
      .map((host) => {
        const members = this.spots.filter(({ node }) => node.block === host.node.key);
        const vms = members.filter(({ node }) => node.column === 0);
        const hbas = members.filter(({ node }) => node.column === hba);
        const sum = (spots: readonly Spot[]) =>
          spots.reduce((all, spot) => all + this.pitch(spot, scale), 0);
        const height = Math.max(this.height(host, scale) + 16, sum(vms), sum(hbas));
        return { host, vms, hbas, height };
      });
  }

  place(scale: number): Map<string, PlacedNode> {
    const placed = new Map<string, PlacedNode>();
    const xs = columnPlaces(this.model.shape, this.frame);
    const put = (spot: Spot, y: number): void => {
      const { node, amounts } = spot;
      const size = { x: xs[node.column]!, y, height: this.height(spot, scale) };
      placed.set(node.key, { ...node, amounts, MBps: total(amounts), ...size });
    };
    const blocks = this.blocks(scale);
    const used = blocks.reduce((sum, { height }) => sum + height, 0);
    const slack = Math.max(0, this.room - used) / Math.max(1, blocks.length);
    let y = this.frame.top;
    for (const block of blocks) {
      const top = y + 14;
      put(block.host, top);
      this.stack(block.vms, top - 6, scale, put);
      this.stack(block.hbas, top, scale, put);
      y += block.height + Math.min(slack, 60);
    }
    for (let column = 2; column < this.model.shape.columns.length; column++) {
      this.placeColumn(column, scale, put);
    }
    return placed;
  }

  private stack(
    spots: readonly Spot[],
    top: number,
    scale: number,
    put: (spot: Spot, y: number) => void,
  ): void {
    let y = top;
    for (const spot of spots) {
      put(spot, y);
      y += this.pitch(spot, scale);
    }
  }

  /** The nodes of a column at even distances; what only passes by goes below them. */
  private placeColumn(column: number, scale: number, put: (spot: Spot, y: number) => void): void {
    const all = this.inColumn(column);
    const own = all.filter(({ node }) => !node.isPassed && node.block === '');
    const passed = all.filter(({ node }) => node.isPassed);
    const ofPassed = passed.reduce((sum, spot) => sum + this.pitch(spot, scale), 0);
    const isBeside = column === this.model.shape.hba;
    const sum = own.reduce((h, spot) => h + this.pitch(spot, scale), 0);
    const slack = Math.max(0, this.room - sum - ofPassed) / Math.max(1, own.length);
    const isEnd = column === this.model.shape.end;
    let y = this.frame.top + (own.length > 0 ? Math.min(slack, 80) / 2 : 0) + 14;
    for (const spot of own) {
      const inside = isEnd ? (this.pitch(spot, scale) - this.height(spot, scale)) / 2 - 8 : 0;
      put(spot, y + Math.max(0, inside));
      y += this.pitch(spot, scale) + slack * (isEnd ? 0.96 : 1);
    }
    y = isBeside ? this.frame.bottom - ofPassed + 12 : this.frame.bottom - ofPassed + 4;
    this.stack(passed, y, scale, put);
  }
}

/** Links leave a node, and come into one, in the order of where they lead; nothing crosses there. */
function placeLinks(
  { graph }: FabricModel,
  nodes: ReadonlyMap<string, PlacedNode>,
  scale: number,
): PlacedLink[] {
  const links = [...graph.links.values()];
  const at = (key: string): PlacedNode => nodes.get(key)!;
  const fromY = new Map<FabricLink, number>();
  const toY = new Map<FabricLink, number>();
  const stack = (
    order: readonly FabricLink[],
    end: (link: FabricLink) => PlacedNode,
    ys: Map<FabricLink, number>,
  ): void => {
    const next = new Map<string, number>();
    for (const link of order) {
      const node = end(link);
      const y = next.get(node.key) ?? node.y;
      ys.set(link, y);
      next.set(node.key, y + total(link.amounts) * scale);
    }
  };
  const by = (key: (link: FabricLink) => number) => (a: FabricLink, b: FabricLink) =>
    key(a) - key(b);
  stack([...links].sort(by(({ to }) => at(to).y)), ({ from }) => at(from), fromY);
  stack([...links].sort(by(({ from }) => at(from).y)), ({ to }) => at(to), toY);
  return links.map((link) => ({
    ...{ from: at(link.from), to: at(link.to), link },
    ...{ fromY: fromY.get(link)!, toY: toY.get(link)! },
  }));
}
