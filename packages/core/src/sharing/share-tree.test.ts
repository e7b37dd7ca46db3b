import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Binding } from './binding.ts';
import { divide } from './divide.ts';
import { ShareMembers } from './share-members.ts';
import { ShareTree } from './share-tree.ts';

const INF = Infinity;

function addConsumer(tree: ShareTree, parent: number, shares: number, demand: number): number {
  const node = tree.addConsumer(parent);
  tree.setClaim(node, shares, 0, INF);
  tree.setDemand(node, demand);
  return node;
}

describe('share tree', () => {
  it('gives pools of 8000 and 4000 shares 4000 and 2000 MHz of 6 GHz', () => {
    const tree = new ShareTree();
    const qa = tree.addPool();
    tree.setClaim(qa, 8000, 0, INF);
    const marketing = tree.addPool();
    tree.setClaim(marketing, 4000, 0, INF);
    const inQa = [1, 2, 3].map(() => addConsumer(tree, qa, 1000, INF));
    const inMarketing = addConsumer(tree, marketing, 500, INF);
    tree.divide(6000);
    expect(tree.allocation(qa)).toBeCloseTo(4000, 9);
    expect(tree.allocation(marketing)).toBeCloseTo(2000, 9);
    expect(tree.allocation(inQa[2]!)).toBeCloseTo(4000 / 3, 9);
    expect(tree.allocation(inMarketing)).toBeCloseTo(2000, 9);
    expect(tree.level(ShareTree.root)).toBeCloseTo(0.5, 12);
    expect(tree.binding(inMarketing)).toBe(Binding.shares);
    expect(tree.boundBy(inMarketing)).toBe(ShareTree.root);
  });

  it('lets a pool want no more than its children can use', () => {
    const tree = new ShareTree();
    const idle = tree.addPool();
    tree.setClaim(idle, 8000, 0, INF);
    const small = addConsumer(tree, idle, 1000, 300);
    const busy = addConsumer(tree, ShareTree.root, 1000, INF);
    tree.divide(1000);
    expect(tree.demand(idle)).toBe(300);
    expect(tree.allocation(small)).toBe(300);
    expect(tree.allocation(busy)).toBeCloseTo(700, 9);
    expect(tree.binding(idle)).toBe(Binding.demand);
    expect(tree.boundBy(small)).toBe(small);
  });

  it('names the nearest pool whose limit binds', () => {
    const tree = new ShareTree();
    const outer = tree.addPool();
    tree.setClaim(outer, 1000, 0, 900);
    const inner = tree.addPool(outer);
    tree.setClaim(inner, 1000, 0, 200);
    const deep = addConsumer(tree, inner, 1000, INF);
    const middle = addConsumer(tree, outer, 1000, INF);
    const modest = addConsumer(tree, inner, 1000, 10);
    tree.divide(5000);
    expect(tree.allocation(deep)).toBe(190);
    expect([tree.binding(deep), tree.boundBy(deep)]).toEqual([Binding.pool, inner]);
    expect(tree.allocation(middle)).toBe(700);
    expect([tree.binding(middle), tree.boundBy(middle)]).toEqual([Binding.pool, outer]);
    expect([tree.binding(modest), tree.boundBy(modest)]).toEqual([Binding.demand, modest]);
    expect([tree.binding(inner), tree.boundBy(inner)]).toEqual([Binding.limit, inner]);
    tree.divide(300);
    expect([tree.binding(outer), tree.boundBy(outer)]).toEqual([Binding.shares, 0]);
    expect([tree.binding(middle), tree.boundBy(middle)]).toEqual([Binding.shares, 0]);
  });

  it('holds the reservation of a pool against its siblings', () => {
    const tree = new ShareTree();
    const pool = tree.addPool();
    tree.setClaim(pool, 10, 600, INF);
    const inside = addConsumer(tree, pool, 1000, INF);
    const outside = addConsumer(tree, ShareTree.root, 990, INF);
    tree.divide(1000);
    expect(tree.allocation(inside)).toBe(600);
    expect(tree.allocation(outside)).toBe(400);
    expect(tree.binding(pool)).toBe(Binding.reservation);
  });

  it('passes the guarantee on that a pool borrows for its children', () => {
    const tree = new ShareTree();
    const pool = tree.addPool();
    tree.setClaim(pool, 0, 0, INF);
    const inside = tree.addConsumer(pool);
    tree.setClaim(inside, 1000, 500, INF);
    tree.setDemand(inside, 450);
    addConsumer(tree, ShareTree.root, 4000, INF);
    tree.divide(1000);
    expect(tree.allocation(inside)).toBe(450);
    expect(tree.overbookedNode).toBe(-1);
  });

  it('names the outermost pool that cannot hold its reservations', () => {
    const tree = new ShareTree();
    const pool = tree.addPool();
    tree.setClaim(pool, 1000, 0, 400);
    const pair = [tree.addConsumer(pool), tree.addConsumer(pool)];
    for (const node of pair) {
      tree.setClaim(node, 1000, 300, INF);
      tree.setDemand(node, INF);
    }
    tree.divide(1000);
    expect(tree.overbookedNode).toBe(pool);
    expect(pair.map((node) => tree.allocation(node))).toEqual([200, 200]);
    tree.divide(100);
    expect(tree.overbookedNode).toBe(ShareTree.root);
    expect(pair.map((node) => tree.allocation(node))).toEqual([50, 50]);
  });

  it('equals divide to the bit where all consumers are under the root', () => {
    const tree = new ShareTree(2);
    const members = new ShareMembers(9);
    for (let i = 0; i < 9; i++) {
      members.shares[i] = 1 + (i % 4);
      members.reservation[i] = i % 3 === 0 ? 30.3 : 0;
      members.limit[i] = i % 2 === 0 ? 110.1 : INF;
      members.demand[i] = 17.7 * i;
      const node = tree.addConsumer();
      tree.setClaim(node, 1 + (i % 4), i % 3 === 0 ? 30.3 : 0, i % 2 === 0 ? 110.1 : INF);
      tree.setDemand(node, 17.7 * i);
    }
    expect(divide(members, 0, 9, 400)).toBeLessThan(INF);
    tree.divide(400);
    for (let i = 0; i < 9; i++) {
      expect(tree.allocation(i + 1)).toBe(members.allocation[i]);
      expect(tree.binding(i + 1)).toBe(members.binding[i]);
    }
  });

  it('keeps claims and demands while nodes come and go', () => {
    const tree = new ShareTree(2);
    const first = addConsumer(tree, ShareTree.root, 1000, INF);
    const second = addConsumer(tree, ShareTree.root, 1000, INF);
    tree.divide(300);
    const pool = tree.addPool();
    tree.setClaim(pool, 1000, 0, INF);
    const third = addConsumer(tree, pool, 1000, INF);
    expect(tree.allocation(third)).toBe(0);
    tree.divide(300);
    expect([first, second, third].map((n) => tree.allocation(n))).toEqual([100, 100, 100]);
    tree.remove(first);
    tree.setDemand(second, 40);
    tree.divide(300);
    expect([second, third].map((n) => tree.allocation(n))).toEqual([40, 260]);
    const fourth = tree.addConsumer(pool);
    expect(fourth).toBe(first);
    tree.divide(300);
    expect(tree.allocation(fourth)).toBe(0);
    expect(tree.binding(fourth)).toBe(Binding.demand);
  });

  it('refuses children of consumers, full pools to remove and demands of pools', () => {
    const tree = new ShareTree();
    const pool = tree.addPool();
    const consumer = tree.addConsumer(pool);
    expect(() => tree.addConsumer(consumer)).toThrow('must be a pool');
    expect(() => tree.addPool(99)).toThrow('must be a pool');
    expect(() => tree.remove(pool)).toThrow('must be empty');
    expect(() => tree.remove(ShareTree.root)).toThrow('must be in the tree');
    expect(() => tree.setDemand(pool, 1)).toThrow('no consumer');
    expect(() => tree.setClaim(ShareTree.root, 1, 0, 1)).toThrow('not in the tree');
    tree.remove(consumer);
    expect(() => tree.setDemand(consumer, 1)).toThrow('no consumer');
    tree.remove(pool);
    tree.divide(10);
  });
});

/** A pool if `children` is there, a consumer otherwise. */
interface Shape {
  readonly shares: number;
  readonly reservation: number;
  readonly limit: number;
  readonly demand: number;
  readonly children?: readonly Shape[];
}

const claim = {
  shares: fc.constantFrom(0, 500, 1000, 2000, 8000),
  reservation: fc.constantFrom(0, 0, 0, 5, 40),
  limit: fc.oneof(fc.constant(INF), fc.double({ min: 1, max: 200, noNaN: true })),
  demand: fc.oneof(fc.constant(INF), fc.double({ min: 0.001, max: 300, noNaN: true })),
};
const consumer: fc.Arbitrary<Shape> = fc.record(claim);

function poolOf(inside: fc.Arbitrary<Shape>): fc.Arbitrary<Shape> {
  return fc.record({ ...claim, children: fc.array(inside, { maxLength: 5 }) });
}

const inner = fc.oneof(consumer, poolOf(consumer));
const middle = fc.oneof(consumer, poolOf(inner));
const outer = fc.array(fc.oneof(consumer, poolOf(middle)), { minLength: 1, maxLength: 6 });

function demandOf(shape: Shape): number {
  if (!shape.children) return shape.demand;
  return shape.children.reduce((sum, c) => sum + Math.min(c.limit, demandOf(c)), 0);
}

function baseOf(shape: Shape): number {
  const guaranteed = (shape.children ?? []).reduce((sum, c) => sum + baseOf(c), 0);
  const cap = Math.min(shape.limit, demandOf(shape));
  return Math.min(cap, Math.max(shape.reservation, guaranteed));
}

/** The recursive rule, naively: allocations in the order of a depth-first walk. */
function oracle(shapes: readonly Shape[], capacity: number): number[] {
  const members = new ShareMembers(shapes.length);
  shapes.forEach((shape, i) => {
    members.shares[i] = shape.shares;
    members.reservation[i] = baseOf(shape);
    members.limit[i] = shape.limit;
    members.demand[i] = demandOf(shape);
  });
  divide(members, 0, shapes.length, capacity);
  return shapes.flatMap((shape, i) => [
    members.allocation[i]!,
    ...oracle(shape.children ?? [], members.allocation[i]!),
  ]);
}

/** Adds the shapes depth-first; returns the nodes in that order. */
function plant(tree: ShareTree, parent: number, shapes: readonly Shape[]): number[] {
  return shapes.flatMap((shape) => {
    const node = shape.children ? tree.addPool(parent) : tree.addConsumer(parent);
    tree.setClaim(node, shape.shares, shape.reservation, shape.limit);
    if (!shape.children) tree.setDemand(node, shape.demand);
    return [node, ...plant(tree, node, shape.children ?? [])];
  });
}

const capacities = fc.double({ min: 0.1, max: 2000, noNaN: true });

describe('share tree: properties', () => {
  it('equals the recursive rule', () => {
    fc.assert(
      fc.property(outer, capacities, (shapes, capacity) => {
        const tree = new ShareTree();
        const nodes = plant(tree, ShareTree.root, shapes);
        tree.divide(capacity);
        expect(nodes.map((node) => tree.allocation(node))).toEqual(oracle(shapes, capacity));
      }),
      { seed: 20070103, numRuns: 1500 },
    );
  });

  it('equals a fresh tree after nodes were added and removed', () => {
    fc.assert(
      fc.property(outer, outer, capacities, (kept, dropped, capacity) => {
        const tree = new ShareTree();
        const gone = plant(tree, ShareTree.root, dropped);
        tree.divide(capacity);
        const nodes = plant(tree, ShareTree.root, kept);
        tree.divide(capacity);
        for (const node of gone.reverse()) tree.remove(node);
        tree.divide(capacity);
        expect(nodes.map((node) => tree.allocation(node))).toEqual(oracle(kept, capacity));
      }),
      { seed: 20070104, numRuns: 500 },
    );
  });
});
