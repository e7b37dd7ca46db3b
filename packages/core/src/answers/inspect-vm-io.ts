import type { Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import { ioHelpLines } from './explain-vm-io.ts';
import type { GuestBesideHost } from './inspection.ts';
import { decimal, grouped, percent } from './words.ts';

/**
 * How the disks of a VM stand: the guest's latency beside what the host knows of it, a verdict
 * where something holds them back, and what would help. Cost: one look at what binds, and its
 * gradient.
 */

/** What is to be said of a VM's I/O. */
export interface IoInspection {
  readonly view: GuestBesideHost | undefined;
  /** Undefined: nothing holds it back. */
  readonly verdict: string | undefined;
  readonly advice: readonly string[];
  readonly facts: readonly (readonly [string, string])[];
}

/** Latency from which on people complain, ms: where SIOC begins to act. Source: VSRM. */
const noticedLatencyMs = 30;

function slowVerdict(latencyMs: number): string {
  return `Gets all that it wants of its disk, but each request takes ${decimal(latencyMs)} ms.`;
}

const nothing: IoInspection = { view: undefined, verdict: undefined, advice: [], facts: [] };

/** Inspects the I/O of a VM that runs; of one without I/O there is nothing to say. */
export function inspectVmIo(world: World, vm: Vm): IoInspection {
  if (world.ioAnswers === undefined) return nothing;
  // Gradients are looked up first: they bring what binds up to date.
  const help = world.ioAnswers.helpFor(vm.index);
  const bound = world.ioAnswers.bindings.current(vm.index);
  if (bound === undefined) return nothing;
  const value = (name: string): number => {
    const reading = world.metrics.metric(`vm.io.${name}`)?.value(vm.index) ?? 0;
    return Number.isNaN(reading) ? 0 : reading;
  };
  const iops = value('readIops') + value('writeIops');
  const MBps = value('readMBps') + value('writeMBps');
  const latencyMs = value('latencyMs');
  const slow = iops > 0 && latencyMs >= noticedLatencyMs ? slowVerdict(latencyMs) : undefined;
  const verdict = verdictOf(world, vm, bound) ?? slow;
  const advice =
    verdict === undefined ? [] : [...idleAdvice(world, vm, bound), ...ioHelpLines(world, vm, help)];
  const view = viewOf(latencyMs, value('kernelLatencyMs'), value('deviceLatencyMs'));
  const facts = iops > 0 ? [['Disk', `${decimal(MBps)} MB/s, ${grouped(iops)} IOPS`] as const] : [];
  return { view, verdict, advice, facts };
}

/** The time of a request is the kernel's until a slot is free, and the device's after. */
function viewOf(whole: number, kernel: number, device: number): GuestBesideHost | undefined {
  if (!(whole > 0)) return undefined;
  const part = (word: string, ms: number) => {
    return { word, fraction: ms / whole, text: `${decimal(ms)} ms` };
  };
  const guest = Math.max(0, whole - kernel - device);
  const parts = guest > 0.005 * whole ? [part('guest', guest)] : [];
  parts.push(part('kernel', kernel), part('device', device));
  let sum = 0;
  for (const { fraction } of parts) sum += fraction;
  const hostKnows = parts.map((each) => ({ ...each, fraction: each.fraction / sum }));
  return { resource: 'Disk', guestSees: `${decimal(whole)} ms`, hostKnows };
}

interface Bound {
  readonly word: string;
  readonly entity: number | undefined;
}

function verdictOf(world: World, vm: Vm, { word, entity }: Bound): string | undefined {
  const name = entity === undefined ? '' : world.directory.nameOf(entity);
  switch (word) {
    case 'demand':
      return undefined;
    case 'stalled':
      return `Its I/O stands still: ${name} does not answer ${vm.host?.name ?? 'its host'}.`;
    case 'guest-queue':
      return 'Its own queue holds its disk back: more requests outstanding would get more.';
    case 'host-queue':
      return `Waits for its disk: no slot of its host's queue on ${name} is free.`;
    case 'disks':
      return `Waits for its disk: the disks of ${name} are busy.`;
    case 'limit':
      return `Waits for its disk: the limit of ${name} holds it back.`;
    default:
      return `Waits for its disk: ${name === '' ? `the ${word}` : name} carries all that it can.`;
  }
}

/** Below this use an adapter is no bottleneck, percent. */
const idlePercent = 50;

/** What people buy first and what would change nothing: adapters that are not full. */
function idleAdvice({ metrics, storage }: World, vm: Vm, { word }: Bound): string[] {
  const { host } = vm;
  if (host === undefined || !['host-queue', 'disks', 'demand'].includes(word)) return [];
  const used = metrics.metric('hba.usedPercent');
  const own = storage.hbas.filter((hba) => hba.host === host);
  if (used === undefined || own.length === 0) return [];
  let most = 0;
  for (const hba of own) {
    const now = used.value(hba.index);
    if (now > most) most = now;
  }
  if (most >= idlePercent) return [];
  return [`A faster HBA would change nothing: those of ${host.name} are used ${percent(most)}.`];
}
