import { Host, type Pool, type Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import { counted, decimal, listed, mhz } from './words.ts';

/**
 * Against whom a VM stands when the cores of its host bind: level by level of the pool tree, since
 * shares only count against siblings.
 */

/** Rivals that are named at each level. */
const namedMost = 3;

/** One branch of the tree as one host sees it: a VM or a pool. */
interface Branch {
  readonly node: Vm | Pool;
  /** VMs that are on in it, on this host. */
  vms: number;
  usedMHz: number;
}

/** One sentence for each level on which somebody stands against the VM, the root first. */
export function rivalLines(world: World, vm: Vm, host: Host): string[] {
  const own = pathOf(vm);
  const levels = own.map((node) => ({ own: branch(node), rivals: new Map<Vm | Pool, Branch>() }));
  for (const other of host.vms) {
    if (!other.isOn) continue;
    const path = pathOf(other);
    const usedMHz = world.cpu.servedMHz[other.index]!;
    let depth = 0;
    while (depth < own.length && own[depth] === path[depth]) {
      add(levels[depth]!.own, usedMHz);
      depth++;
    }
    if (depth === own.length) continue;
    const { rivals } = levels[depth]!;
    const rival = rivals.get(path[depth]!) ?? branch(path[depth]!);
    rivals.set(rival.node, rival);
    add(rival, usedMHz);
  }
  return levels.flatMap(({ own: mine, rivals }, depth) => {
    if (rivals.size === 0) return [];
    const above = depth === 0 ? `On ${host.name}` : `In ${own[depth - 1]!.name}`;
    return [`${above}, ${described(mine)} stands against ${rivalWords([...rivals.values()])}.`];
  });
}

/** From the root of its pools down to the VM. */
function pathOf(vm: Vm): (Vm | Pool)[] {
  const path: (Vm | Pool)[] = [vm];
  for (let pool = vm.pool; pool !== undefined; pool = pool.parent) path.unshift(pool);
  return path;
}

function branch(node: Vm | Pool): Branch {
  return { node, vms: 0, usedMHz: 0 };
}

function add(branch: Branch, usedMHz: number): void {
  branch.vms++;
  branch.usedMHz += usedMHz;
}

/** `web01 (1000 shares, 591 MHz)`, `pool batch (8000 shares over the cluster, 7093 MHz here)`. */
function described({ node, usedMHz }: Branch): string {
  const shares = `${decimal(node.cpu.shares)} shares`;
  if (node.kind === 'vm') return `${node.name} (${shares}, ${mhz(usedMHz)})`;
  if (node.owner instanceof Host) return `pool ${node.name} (${shares}, ${mhz(usedMHz)})`;
  return `pool ${node.name} (${shares} over the cluster, ${mhz(usedMHz)} here)`;
}

function rivalWords(rivals: Branch[]): string {
  rivals.sort((a, b) => b.usedMHz - a.usedMHz || a.node.id - b.node.id);
  const words = rivals.slice(0, namedMost).map(described);
  const more = rivals.slice(namedMost);
  if (more.length > 0) {
    const usedMHz = more.reduce((sum, each) => sum + each.usedMHz, 0);
    words.push(`${counted(more.length, 'other')} (${mhz(usedMHz)})`);
  }
  return listed(words);
}
