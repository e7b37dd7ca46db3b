import type { Vm } from '../inventory/entities.ts';
import type { Mount } from '../inventory/storage/mount.ts';
import type { World } from '../inventory/world.ts';
import type { ExplanationPart, Subject } from './explanation.ts';
import { clockTime, counted, describeEvent, duration, listed } from './words.ts';

/** How a VM reaches its disks: whether its I/O stands still, since when and why, by which paths. */
export function explainStorage(world: World, subject: Subject): ExplanationPart | undefined {
  if (subject.kind !== 'vm' || subject.disks.length === 0 || subject.host === undefined) {
    return undefined;
  }
  const mounts = mountsOf(world, subject);
  const stalledSeconds = world.metrics.metric('vm.io.stalledSeconds')?.total(subject.index) ?? 0;
  const lines = [
    ...stallLines(world, subject, stalledSeconds),
    ...readOnlyLines(world, subject),
    ...mounts.flatMap(wayLines),
  ];
  if (lines.length === 0) return undefined;
  return {
    topic: 'storage',
    facts: {
      stalledSeconds,
      isReadOnly: subject.isReadOnly,
      mounts: mounts.map(({ datastore, state, using, paths, pathStates }) => ({
        datastore: datastore.name,
        state,
        using: using.map(({ name }) => name),
        dead: paths.filter((_, i) => pathStates[i] === 'dead').map(({ name }) => name),
      })),
    },
    lines,
  };
}

function mountsOf({ storage }: World, vm: Vm): Mount[] {
  const datastores = new Set(vm.disks.map(({ datastore }) => datastore));
  return [...datastores].flatMap((datastore) => storage.mountOf(vm.host!, datastore) ?? []);
}

function stallLines(world: World, vm: Vm, stalledSeconds: number): string[] {
  if (stalledSeconds === 0 && world.metrics.metric('vm.io.stalledSeconds')?.value(vm.index) !== 1) {
    return [];
  }
  const { events, directory } = world;
  const clock = (seconds: number): string => clockTime(world.scenario.startEpochSeconds, seconds);
  const lines = [`Its I/O has stood still for ${duration(stalledSeconds)} so far.`];
  const latest = events.latestOf(vm.id, 'vm.ioStalled');
  if (latest === undefined) return lines;
  lines.push('What stopped it last, the latest first:');
  const chain = events.causesOf(latest.id);
  for (const event of chain.length > 0 ? chain : [latest]) {
    lines.push(`  ${clock(event.timeSeconds)}  ${describeEvent(directory, event)}`);
  }
  return lines;
}

function readOnlyLines({ events }: World, vm: Vm): string[] {
  if (!vm.isReadOnly) return [];
  const reason = events.latestOf(vm.id, 'vm.readOnly')?.data.reason ?? '';
  return [`The guest has made its disks read-only (${reason}), until it is reset.`];
}

const stateWords: Readonly<Record<Mount['state'], string>> = {
  open: 'goes',
  stalled: 'stands still; it would go',
  down: 'finds no path',
  lost: 'finds nothing: it is lost',
};

/** Nothing of a mount that is open with all its paths alive. */
function wayLines({ datastore, state, using, paths, pathStates }: Mount): string[] {
  const dead = paths.filter((_, i) => pathStates[i] === 'dead');
  if (state === 'open' && dead.length === 0) return [];
  const by = using.length === 0 ? '' : ` by ${listed(using.map(({ name }) => name))}`;
  const gone = dead.length === 0 ? '' : `; ${dead.length} of ${counted(paths.length, 'path')} dead`;
  return [`I/O on ${datastore.name} ${stateWords[state]}${by}${gone}.`];
}
