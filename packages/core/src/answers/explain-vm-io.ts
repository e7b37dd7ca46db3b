import type { Vm } from '../inventory/entities.ts';
import type { IoHelp } from '../inventory/io-port.ts';
import type { World } from '../inventory/world.ts';
import type { ExplanationPart, Subject } from './explanation.ts';
import { decimal, listed, percent } from './words.ts';

/**
 * I/O of a VM: what it reads and writes, where the time of a request goes, what binds it now and
 * has bound it over the run, and what one unit more of that would give.
 */

/** Explains the I/O of VMs that have some, or wait for it. */
export function explainVmIo(world: World, subject: Subject): ExplanationPart | undefined {
  if (subject.kind !== 'vm' || !subject.isOn || world.ioAnswers === undefined) return undefined;
  // What binds is looked up first: bindings of many streams are told now and then only.
  const help = world.ioAnswers.helpFor(subject.index);
  const { bindings } = world.ioAnswers;
  const binding = bindings.current(subject.index);
  if (binding === undefined) return undefined;
  const now = readings(world, subject);
  return {
    topic: 'io',
    facts: {
      ...now,
      binding: named(world, binding),
      bindings: bindings.of(subject.index).map((each) => ({
        ...named(world, each),
        seconds: each.seconds,
        fraction: each.fraction,
      })),
      help: help === undefined ? null : { ...help, ...named(world, help) },
    },
    lines: [
      ...rateLines(now),
      bindingLine(world, binding),
      ...ioHelpLines(world, subject, help),
      ...historyLines(world, subject),
    ],
  };
}

interface Readings {
  readonly readMBps: number;
  readonly writeMBps: number;
  readonly iops: number;
  readonly latencyMs: number;
  readonly kernelLatencyMs: number;
  readonly deviceLatencyMs: number;
  readonly outstandingCount: number;
  readonly waitingCount: number;
  readonly unservedIops: number;
}

function readings(world: World, vm: Vm): Readings {
  const value = (name: string): number => {
    const reading = world.metrics.metric(`vm.io.${name}`)?.value(vm.index) ?? 0;
    return Number.isNaN(reading) ? 0 : reading;
  };
  return {
    readMBps: value('readMBps'),
    writeMBps: value('writeMBps'),
    iops: value('readIops') + value('writeIops'),
    latencyMs: value('latencyMs'),
    kernelLatencyMs: value('kernelLatencyMs'),
    deviceLatencyMs: value('deviceLatencyMs'),
    outstandingCount: value('outstandingCount'),
    waitingCount: value('waitingCount'),
    unservedIops: value('unservedIops'),
  };
}

interface BindingNow {
  readonly word: string;
  readonly entity: number | undefined;
}

function named(world: World, { word, entity }: BindingNow): Record<string, unknown> {
  return { word, entity: entity === undefined ? null : world.directory.nameOf(entity) };
}

function rateLines(now: Readings): string[] {
  if (now.iops === 0) return ['Disk: none of its requests gets through.'];
  const lines = [
    `Disk: it reads ${decimal(now.readMBps)} MB/s and writes ${decimal(now.writeMBps)} MB/s in ` +
      `${decimal(now.iops)} requests a second of ${decimal(now.latencyMs)} ms each: ` +
      `${decimal(now.kernelLatencyMs)} ms before a slot of the host's queue, ` +
      `${decimal(now.deviceLatencyMs)} ms behind it.`,
  ];
  if (now.unservedIops >= 0.05) {
    lines.push(`It wishes for ${decimal(now.unservedIops)} a second more.`);
  }
  return lines;
}

/** What the word of a binding says of the I/O of a VM. */
function bindingLine(world: World, { word, entity }: BindingNow): string {
  const name = entity === undefined ? '' : world.directory.nameOf(entity);
  switch (word) {
    case 'demand':
      return 'Nothing holds its I/O back: it gets all that it wants.';
    case 'guest-queue':
      return 'Its own queue binds: with more requests outstanding it would get more.';
    case 'host-queue':
      return `The slots of its host's queue on ${name} bind: its requests wait for them.`;
    case 'limit':
      return `The limit of ${name} binds, however idle the disks are.`;
    case 'stalled':
      return `Its I/O to ${name} stands still.`;
    case 'disks':
      return `The disks of ${name} bind: they are busy.`;
    case 'paths':
      return `The paths to ${name} bind, since they take turns.`;
    default:
      return name === '' ? `The ${word} binds.` : `${name} binds: it carries all that it can.`;
  }
}

/** What one unit more of what binds would give, in words; empty where nothing is known. */
export function ioHelpLines(world: World, vm: Vm, help: IoHelp | undefined): string[] {
  if (help === undefined || help.entity === undefined) return [];
  const name = world.directory.nameOf(help.entity);
  const gain =
    help.word === 'disks'
      ? `One more disk in ${name} would give ${vm.name} ${decimal(help.gainPerSecond)} requests`
      : `One more MB/s at ${name} would give ${vm.name} ${decimal(help.gainMBps)} MB/s`;
  const unit = help.word === 'disks' ? ' a second' : '';
  return [
    help.isTied ? `${gain}${unit}, or less: something else is full, too.` : `${gain}${unit}.`,
  ];
}

function historyLines(world: World, vm: Vm): string[] {
  const history = world.ioAnswers?.bindings.of(vm.index) ?? [];
  if (history.length < 2) return [];
  const parts = history
    .slice(0, 4)
    .map((each) => `${historyWord(world, each)} ${percent(100 * each.fraction)}`);
  return [`Over the run its I/O was bound by ${listed(parts)} of its time.`];
}

function historyWord(world: World, { word, entity }: BindingNow): string {
  const name = entity === undefined ? '' : world.directory.nameOf(entity);
  switch (word) {
    case 'demand':
      return 'nothing but its own demand';
    case 'guest-queue':
      return 'its own queue';
    case 'host-queue':
      return `its host's queue on ${name}`;
    case 'limit':
      return `the limit of ${name}`;
    case 'stalled':
      return `standing still before ${name}`;
    case 'disks':
      return `the disks of ${name}`;
    default:
      return name === '' ? `the ${word}` : name;
  }
}
