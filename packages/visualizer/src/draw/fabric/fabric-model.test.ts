import { describe, expect, test } from 'vitest';
import { chooseShown } from './choose-shown.ts';
import { sanMap } from './fabric.fixtures.ts';
import { type FabricRoom, fabricModel } from './fabric-model.ts';
import { type Amounts, added, nothing, total } from './tenants.ts';

const room: FabricRoom = { hosts: 8, ends: 10, vmsPerHost: 3 };
const before = { hosts: new Set<number>(), ends: new Set<number>() };

function modelOf(more: Partial<FabricRoom> = {}, map = sanMap()) {
  return fabricModel(map, { ...room, ...more }, before)!;
}

/** What comes into a node and what leaves it. */
function inAndOut({ graph }: ReturnType<typeof modelOf>, key: string): [Amounts, Amounts] {
  let [into, out] = [nothing, nothing];
  for (const { from, to, amounts } of graph.links.values()) {
    if (to === key) into = added(into, amounts);
    if (from === key) out = added(out, amounts);
  }
  return [into, out];
}

describe('the flows of storage', () => {
  test('a scene without storage has none', () => {
    const { storage: _, ...scene } = sanMap().scene;
    expect(fabricModel(sanMap({ scene }), room, before)).toBeUndefined();
  });

  test('242 MB/s add up at every column, tenant by tenant', () => {
    const model = modelOf();
    expect(model.all.map((amount) => Math.round(10 * amount) / 10)).toEqual([
      57.5, 180, 4.5, 0, 0, 0, 0,
    ]);
    const through = model.graph.through();
    for (let column = 0; column < model.shape.columns.length; column++) {
      let sum = nothing;
      for (const node of model.graph.nodes.values()) {
        if (node.column === column) sum = added(sum, through.get(node.key)!);
      }
      sum.forEach((amount, place) => {
        expect(amount).toBeCloseTo(model.all[place]!, 3);
      });
    }
  });

  test('what enters a host, an adapter, a switch or a port leaves it', () => {
    const model = modelOf();
    const inner = [...model.graph.nodes.values()].filter(
      ({ column }) => column > 0 && column < model.shape.end,
    );
    expect(inner.length).toBe(4 + 8 + 2 + 4);
    for (const { key } of inner) {
      const [into, out] = inAndOut(model, key);
      into.forEach((amount, place) => {
        expect(amount).toBeCloseTo(out[place]!, 3);
      });
    }
  });

  test('the 3 busiest VMs of a host are named, the others are one', () => {
    const names = [...modelOf().graph.nodes.values()]
      .filter(({ column, block }) => column === 0 && block === 'host:0')
      .map(({ name }) => name);
    expect(names).toEqual(['file01', 'db01', 'mail01', '14 others']);
  });

  test('a selected VM is named however little it does', () => {
    const map = sanMap();
    const selected = map.scene.vms.find(({ name }) => name === 'web1-13')!.id;
    const model = modelOf({ vmsPerHost: 1 }, sanMap({ selected }));
    expect([...model.graph.nodes.values()].some(({ name }) => name === 'web1-13')).toBe(true);
  });

  test('with room for 2 hosts and 3 LUNs the others are folded, and nothing is lost', () => {
    const model = modelOf({ hosts: 2, ends: 3 });
    const names = [...model.graph.nodes.values()].map(({ name }) => name);
    expect(names).toContain('3 more');
    expect(names).toContain('4 more');
    expect(model.hosts).toEqual([1]);
    const [, out] = inAndOut(model, 'host:more');
    expect(total(out)).toBeCloseTo(152, 3);
  });

  test('the paths of the pulled cable are dead, the others stand by', () => {
    const { graph } = modelOf();
    expect(graph.links.get('hba:7>switch:1')).toMatchObject({ isDead: true, isStandby: false });
    expect(graph.links.get('hba:6>switch:0')).toMatchObject({ isDead: false, isStandby: true });
    expect(graph.nodes.get('hba:7')?.isCut).toBe(true);
  });
});

describe('what is shown of many', () => {
  test('all while they fit', () => {
    expect(chooseShown([3, 1, 2], 3, new Set())).toEqual([0, 1, 2]);
  });

  test('the heaviest in their own order, with one place for the fold', () => {
    expect(chooseShown([3, 1, 2, 9], 3, new Set())).toEqual([0, 3]);
  });

  test('one that was shown stays until another is a quarter heavier', () => {
    expect(chooseShown([10, 12, 1], 2, new Set([0]))).toEqual([0]);
    expect(chooseShown([10, 13, 1], 2, new Set([0]))).toEqual([1]);
  });

  test('what is selected is shown', () => {
    expect(chooseShown([3, 1, 2, 9], 3, new Set(), new Set([1]))).toEqual([1, 3]);
  });
});
