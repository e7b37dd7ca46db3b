import type { RecoveringVm, Recovery, Scene } from '@vdcsim/protocol';
import type { Health } from '../../state/health.ts';
import { clock, duration, percent, several } from '../words.ts';

/** A mark on the clock of high availability. */
export interface ClockMark {
  readonly atSeconds: number;
  readonly label: string;
  /** Beside the label: the time of day, or how long ago. */
  readonly time: string;
  readonly isExpected: boolean;
}

/** A line of the restart queue. */
export interface QueueLine {
  readonly vm: number;
  readonly entity: number;
  readonly name: string;
  /** 1 to 3. */
  readonly priority: number;
  readonly health: Health;
  /** `esx04`, or '' while there is none. */
  readonly destination: string;
  /** Of the boot; undefined unless it boots. */
  readonly bootFraction: number | undefined;
  readonly words: string;
  readonly isTrouble: boolean;
}

/** The card of a failed host: the clock and the queue. */
export interface RecoveryModel {
  readonly failedAtSeconds: number;
  readonly declaredAtSeconds: number;
  /** Where the clock ends now. */
  readonly nowSeconds: number;
  readonly marks: readonly ClockMark[];
  readonly silenceWords: string;
  readonly restartWords: string;
  /** `14 VMs down 38 s · expected up 14:03:45 to 14:05:10`. */
  readonly summary: string;
  readonly lines: readonly QueueLine[];
  /** What has no room in the lines: full reasons, and how many lines were left out. */
  readonly notes: readonly string[];
}

const priorities: Readonly<Record<string, number>> = { low: 1, medium: 2, high: 3 };

const healths: Readonly<Record<RecoveringVm['phase'], Health>> = {
  undetected: 'waiting',
  queued: 'waiting',
  noRoom: 'constrained',
  booting: 'starting',
  up: 'ok',
};

/** Lines that a card has room for. */
const linesMax = 28;

/**
 * The model of a failed host at an instant.
 * @param bootFractionOf how far a VM's boot is by the frame, 0 when it does not say
 */
export function recoveryModel(
  scene: Scene,
  recovery: Recovery,
  nowSeconds: number,
  bootFractionOf?: (vm: number) => number,
): RecoveryModel {
  const { failedAtSeconds, declaredDeadAtSeconds } = recovery;
  // Frames come more often than the queue: what both know is taken from the frame.
  const queue = recovery.queue.map((line) => {
    const bootFraction = bootFractionOf?.(line.vm) ?? 0;
    return line.phase === 'booting' && bootFraction > 0 ? { ...line, bootFraction } : line;
  });
  const places = new Map<number, number>();
  for (const { vm, phase } of queue) if (phase === 'queued') places.set(vm, places.size + 1);
  const all = queue.map((vm) => queueLine(scene, vm, places.get(vm.vm) ?? 0));
  const lines = shownLines(all, queue);
  const more = all.length - lines.length;
  return {
    failedAtSeconds,
    declaredAtSeconds: declaredDeadAtSeconds,
    nowSeconds,
    marks: clockMarks(scene, recovery, nowSeconds),
    silenceWords: `${duration(declaredDeadAtSeconds - failedAtSeconds)} silence`,
    restartWords: restartWords(recovery, nowSeconds),
    summary: summaryOf(scene, recovery, nowSeconds),
    lines,
    notes: [
      ...reasonNotes(queue),
      ...(more > 0 ? [`${several(more, 'VM')} more, in the log`] : []),
    ],
  };
}

/** Letters of a reason that a line of the queue has room for. */
const reasonLetters = 24;

/** Distinct long reasons in full, the first two. */
function reasonNotes(queue: readonly RecoveringVm[]): string[] {
  const long = queue.flatMap(({ reason }) => (reason.length > reasonLetters ? [reason] : []));
  return [...new Set(long)].slice(0, 2);
}

/** A reason as a line of the queue says it: a long one up to its colon, or `otherwise`. */
function shortReason(reason: string, otherwise: string): string {
  if (reason === '') return otherwise;
  const beginning = reason.length > reasonLetters ? reason.split(/[:;(]/)[0]!.trim() : reason;
  return beginning.length > reasonLetters ? otherwise : beginning;
}

/** All, or those that still wait first when there are too many. */
function shownLines(all: readonly QueueLine[], queue: readonly RecoveringVm[]): QueueLine[] {
  if (all.length <= linesMax) return [...all];
  const isOpen = (index: number): boolean => queue[index]!.phase !== 'up';
  const open = all.filter((_, index) => isOpen(index));
  const up = all.filter((_, index) => !isOpen(index));
  return [...open, ...up].slice(0, linesMax);
}

function queueLine(scene: Scene, vm: RecoveringVm, place: number): QueueLine {
  const { id: entity, name } = scene.vms[vm.vm]!;
  return {
    ...{ vm: vm.vm, entity, name },
    priority: priorities[vm.priority] ?? 2,
    health: healths[vm.phase],
    destination: vm.host < 0 ? '' : (scene.hosts[vm.host]?.name ?? ''),
    bootFraction: vm.phase === 'booting' ? vm.bootFraction : undefined,
    words: lineWords(scene, vm, place),
    isTrouble: vm.phase === 'noRoom',
  };
}

function lineWords(scene: Scene, vm: RecoveringVm, place: number): string {
  switch (vm.phase) {
    case 'undetected':
      return 'not noticed yet';
    case 'queued':
      return shortReason(vm.reason, `queued ${place}`);
    case 'noRoom':
      return shortReason(vm.reason, 'no room');
    case 'booting':
      return `boot ${percent(Math.round(100 * vm.bootFraction))}`;
    case 'up':
      return vm.upAtSeconds === undefined
        ? 'up again'
        : `up ${clock(vm.upAtSeconds, scene.startEpochSeconds)}`;
  }
}

function clockMarks(scene: Scene, recovery: Recovery, nowSeconds: number): ClockMark[] {
  const { failedAtSeconds, declaredDeadAtSeconds, isDeclaredDead } = recovery;
  const time = (seconds: number): string => clock(seconds, scene.startEpochSeconds);
  const dead = isDeclaredDead ? 'declared dead' : 'expected dead';
  return [
    mark(failedAtSeconds, 'failed', time(failedAtSeconds), false),
    mark(declaredDeadAtSeconds, dead, time(declaredDeadAtSeconds), !isDeclaredDead),
    mark(nowSeconds, 'now', `+${duration(nowSeconds - failedAtSeconds)}`, false),
  ];
}

function mark(atSeconds: number, label: string, time: string, isExpected: boolean): ClockMark {
  return { atSeconds, label, time, isExpected };
}

function restartWords(recovery: Recovery, nowSeconds: number): string {
  if (!recovery.isDeclaredDead) return '';
  const open = recovery.queue.some(({ phase }) => phase !== 'up');
  if (!open) return 'all restarted';
  return `restarting for ${duration(nowSeconds - recovery.declaredDeadAtSeconds)}`;
}

function summaryOf(scene: Scene, { queue, failedAtSeconds }: Recovery, nowSeconds: number): string {
  const isUp = (vm: RecoveringVm): boolean => vm.phase === 'up';
  const up = queue.filter(isUp).length;
  const down = queue.length - up;
  const time = (seconds: number): string => clock(seconds, scene.startEpochSeconds);
  if (queue.length === 0) return 'no VM to restart';
  const known = queue.flatMap(({ upAtSeconds }) => (upAtSeconds === undefined ? [] : upAtSeconds));
  if (down === 0) {
    const last = known.length === 0 ? '' : `, the last ${time(Math.max(...known))}`;
    return `${several(up, 'VM')} up again${last}`;
  }
  const head = `${several(down, 'VM')} down ${duration(nowSeconds - failedAtSeconds)}`;
  const rest: string[] = up > 0 ? [`${up} up again`] : [];
  const expected = queue.flatMap((vm) =>
    isUp(vm) || vm.upAtSeconds === undefined ? [] : vm.upAtSeconds,
  );
  if (expected.length > 0) rest.push(`expected up ${rangeOf(expected, time)}`);
  return [head, ...rest].join(' · ');
}

function rangeOf(instants: readonly number[], time: (seconds: number) => string): string {
  const first = time(Math.min(...instants));
  const last = time(Math.max(...instants));
  return first === last ? first : `${first} to ${last}`;
}
