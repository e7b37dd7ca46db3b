/** W3 and W5 of the benchmarks, without an engine: think, send a flow, think again. */
import { CoupledSharing } from './coupled-sharing.ts';
import { IndexedHeap } from './indexed-heap.ts';

export interface Sender {
  readonly route: number;
  readonly weight: number;
  readonly cap: number;
}

/** First state of a VM's stream of random numbers. */
function firstState(vm: number): number {
  return Math.imul(vm + 1, 2654435761);
}

function adapterCapacity(host: number, path: number): number {
  return 1e8 * (1 + ((7 * host + 3 * path) % 10));
}

function addAdapters(sharing: CoupledSharing, hosts: number): number[] {
  return Array.from({ length: 2 * hosts }, (_, path) => {
    return sharing.addResource({ capacity: adapterCapacity(path >> 1, path & 1) });
  });
}

/** W3: two paths a host, one array. */
export function sendersOfW3(sharing: CoupledSharing, hosts: number): Sender[] {
  const array = sharing.addResource({ capacity: 0.3e9 * hosts });
  const routes = addAdapters(sharing, hosts).map((path) => sharing.openRoute([path, array]));
  return Array.from({ length: 10 * hosts }, (_, vm) => {
    return { route: routes[2 * Math.floor(vm / 10) + ((vm % 10) % 2)]!, weight: 1, cap: Infinity };
  });
}

/** W5: two adapters a host, 16 ports, 40 RAID groups, weights and caps. */
export function sendersOfW5(sharing: CoupledSharing, hosts: number): Sender[] {
  const adapters = addAdapters(sharing, hosts);
  const ports = Array.from({ length: 16 }, (_, q) => {
    const capacity = ((0.3e9 * hosts) / 16) * (0.8 + 0.1 * (q % 5));
    return sharing.addResource({ capacity });
  });
  const groups = Array.from({ length: 40 }, (_, g) => {
    const capacity = ((0.3e9 * hosts) / 40) * (0.7 + 0.1 * (g % 7));
    return sharing.addResource({ capacity });
  });
  return Array.from({ length: 10 * hosts }, (_, vm) => {
    const drawn = firstState(vm) >>> 0;
    const adapter = adapters[2 * Math.floor(vm / 10) + ((vm % 10) % 2)]!;
    const port = ports[(drawn >>> 8) % 16]!;
    const group = groups[(drawn >>> 16) % 40]!;
    const cap = vm % 4 === 3 ? 2e7 * (1 + (vm % 5)) : Infinity;
    return { route: sharing.openRoute([adapter, port, group]), weight: 1 + (vm % 3), cap };
  });
}

/** Runs the loop to its end; all dates summed, and the last. */
export function runRace(
  hosts: number,
  flows: number,
  sendersOf: (sharing: CoupledSharing, hosts: number) => Sender[],
): { lastDone: number; sumDone: number; sharing: CoupledSharing } {
  const sharing = new CoupledSharing();
  const senders = sendersOf(sharing, hosts);
  const states = Int32Array.from(senders, (_, vm) => firstState(vm));
  const left = new Int32Array(senders.length).fill(Math.floor(flows / senders.length));
  const thinking = new IndexedHeap();
  const vmOf: number[] = [];
  const draw = (vm: number, mean: number): number => {
    let x = states[vm]!;
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    states[vm] = x;
    return -mean * Math.log((x >>> 0) / 4294967296);
  };
  let lastDone = 0;
  let sumDone = 0;
  for (let vm = 0; vm < senders.length; vm++) thinking.set(vm, draw(vm, 10));
  for (;;) {
    const ends = sharing.nextFinish();
    const now = Math.min(ends, thinking.firstKey);
    if (now === Infinity) return { lastDone, sumDone, sharing };
    if (ends <= now) {
      sharing.finishDue(now, (flow) => {
        const vm = vmOf[flow]!;
        lastDone = now;
        sumDone += now;
        if (--left[vm]! > 0) thinking.set(vm, now + draw(vm, 10));
      });
    } else {
      const vm = thinking.first;
      thinking.remove(vm);
      const { route, weight, cap } = senders[vm]!;
      const size = weight * Math.floor(draw(vm, 1e9) / weight);
      vmOf[sharing.startFlow(route, size, weight, cap)] = vm;
    }
    sharing.solve(now);
  }
}
