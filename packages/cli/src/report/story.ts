import {
  clockTime,
  type Directory,
  deedOf,
  describeEvent,
  duration,
  type SimulationEvent,
} from '@vdcsim/core';
import { grouped, someNames } from './format.ts';

/** What the teller asks of a simulation's directory. */
export type StoryNames = Pick<Directory, 'row' | 'nameOf'>;

/** One line of the story of a run. */
export interface StoryLine {
  readonly atSeconds: number;
  readonly text: string;
  /** Failures and what could not be done; good news; all else. */
  readonly tone: 'bad' | 'good' | 'plain';
}

/** Lines kept of the beginning and of the end; what is between is counted. */
const keptFirst = 24;
const keptLast = 8;

/** Of many instances of a job the first stands for all that goes well. */
function isRoutine({ type, data }: SimulationEvent): boolean {
  const goesWell = type === 'job.arrived' || type === 'job.started' || type === 'job.finished';
  return goesWell && data['instance'] !== 1;
}

/** Events alike in one instant: told as one line. */
interface Group {
  readonly first: SimulationEvent;
  /** The host beside the VM; empty where there is none. */
  readonly place: string;
  /** Hosts that it stands for. */
  places: number;
  readonly names: string[];
  count: number;
  /** Seconds since failure, of VMs that serve again. */
  shortest: number;
  longest: number;
}

/**
 * Tells what happened while it happens: alike events of one instant become one line, VMs that
 * serve again are told with the time they were away. Bounded, however long the run.
 */
export class Story {
  readonly #names: StoryNames;
  readonly #first: StoryLine[] = [];
  readonly #last: StoryLine[] = [];
  readonly #failedAt = new Map<number, number>();
  #groups = new Map<string, Group>();
  #instant = -1;
  #skipped = 0;

  constructor(names: StoryNames) {
    this.#names = names;
  }

  /** Takes the next event; they come in the order of time. */
  add(event: SimulationEvent): void {
    if (isRoutine(event)) return;
    if (event.timeSeconds !== this.#instant) this.#tellInstant();
    this.#instant = event.timeSeconds;
    const away = this.#awaySeconds(event);
    const place = this.#placeOf(event);
    const key = `${event.type} ${String(event.data['reason'])} ${place} ${commandKey(event)}`;
    const group = this.#groups.get(key);
    const name = this.#names.nameOf(event.subject);
    if (group === undefined) {
      const times = { shortest: away ?? 0, longest: away ?? 0 };
      this.#groups.set(key, { first: event, place, places: 1, names: [name], count: 1, ...times });
      return;
    }
    group.count++;
    if (group.names.length < 5) group.names.push(name);
    if (away === undefined) return;
    group.shortest = Math.min(group.shortest, away);
    group.longest = Math.max(group.longest, away);
  }

  /** The lines so far; `skipped` of them are left out behind the first ones. */
  lines(): { first: readonly StoryLine[]; skipped: number; last: readonly StoryLine[] } {
    this.#tellInstant();
    return { first: this.#first, skipped: this.#skipped, last: this.#last };
  }

  /** Time since the VM went down, for the event with which it serves again. */
  #awaySeconds({ type, subject, timeSeconds }: SimulationEvent): number | undefined {
    if (type === 'vm.failed') this.#failedAt.set(subject, timeSeconds);
    if (type !== 'vm.booted') return undefined;
    const failedAt = this.#failedAt.get(subject);
    this.#failedAt.delete(subject);
    return failedAt === undefined ? undefined : timeSeconds - failedAt;
  }

  #placeOf({ type, others }: SimulationEvent): string {
    const [other] = others;
    if (!type.startsWith('vm.') || other === undefined) return '';
    const row = this.#names.row(other);
    return row.kind === 'host' ? row.name : '';
  }

  #tellInstant(): void {
    for (const group of gathered([...this.#groups.values()])) this.#keep(this.#lineOf(group));
    this.#groups = new Map();
  }

  #lineOf(group: Group): StoryLine {
    const { first } = group;
    const away = awayWords(group);
    const text =
      group.count === 1
        ? `${describeEvent(this.#names, first)}${away}`
        : `${this.#together(group)}${away}: ${namesOf(group)}`;
    return { atSeconds: first.timeSeconds, text, tone: toneOf(first.type) };
  }

  /** `5 VMs failed on esx02`, `3 VMs: restart failed, no host ...` */
  #together({ first, place, places, count }: Group): string {
    const kind = kindWords.get(this.#names.row(first.subject).kind) ?? 'entities';
    const deed = deedOf(first.type);
    const where = place === '' ? '' : places === 1 ? ` on ${place}` : ` on ${places} hosts`;
    const { reason } = first.data;
    const why = reason === undefined ? '' : ` (${reason})`;
    return `${grouped(count)} ${kind} ${deed}${where}${why}`;
  }

  #keep(line: StoryLine): void {
    if (this.#first.length < keptFirst) {
      this.#first.push(line);
      return;
    }
    this.#last.push(line);
    if (this.#last.length <= keptLast) return;
    this.#last.shift();
    this.#skipped++;
  }
}

/** Hosts that get lines of their own for one sort of event in one instant. */
const placesMost = 4;

/** Groups that differ in the host only become one where there are many of them. */
function gathered(groups: readonly Group[]): readonly Group[] {
  const sorts = new Map<string, Group[]>();
  for (const group of groups) {
    const { type, data, id } = group.first;
    const sort = group.place === '' ? String(id) : `${type} ${String(data['reason'])}`;
    const alike = sorts.get(sort);
    if (alike === undefined) sorts.set(sort, [group]);
    else alike.push(group);
  }
  return [...sorts.values()].flatMap((alike) =>
    alike.length > placesMost ? [together(alike)] : alike,
  );
}

function together(alike: readonly Group[]): Group {
  const [first, ...others] = alike as [Group, ...Group[]];
  const whole = { ...first, names: [...first.names], places: alike.length };
  for (const { names, count, shortest, longest } of others) {
    whole.names.push(...names);
    whole.count += count;
    whole.shortest = Math.min(whole.shortest, shortest);
    whole.longest = Math.max(whole.longest, longest);
  }
  return { ...whole, names: whole.names.slice(0, 5) };
}

const kindWords: ReadonlyMap<string, string> = new Map([
  ['vm', 'VMs'],
  ['host', 'hosts'],
  ['pool', 'pools'],
  ['job', 'jobs'],
  ['path', 'paths'],
  ['hba', 'HBAs'],
  ['nic', 'NICs'],
  ['cable', 'cables'],
  ['switch', 'switches'],
  ['link', 'links'],
  ['network', 'networks'],
  ['array', 'arrays'],
  ['controller', 'controllers'],
  ['port', 'array ports'],
  ['raidGroup', 'RAID groups'],
  ['spindle', 'disks'],
  ['lun', 'LUNs'],
  ['datastore', 'datastores'],
  ['nas', 'file servers'],
]);

/** Different commands of one instant stay lines of their own. */
function commandKey({ type, data, id }: SimulationEvent): string {
  return type === 'command.given' || data['key'] !== undefined ? String(id) : '';
}

function awayWords({ shortest, longest }: Group): string {
  if (longest === 0) return '';
  if (shortest === longest) return `, back after ${duration(longest)}`;
  return `, back after ${duration(shortest)} to ${duration(longest)}`;
}

function namesOf({ names, count }: Group): string {
  if (count <= names.length) return names.join(', ');
  return someNames([...names.slice(0, 2), ...new Array<string>(count - 2).fill('')], 2);
}

function toneOf(type: string): StoryLine['tone'] {
  if (
    /(failed|Failed|Refused|declaredDead|Crashed|readOnly|allPathsDown|lost|full|thrashing)$/.test(
      type,
    )
  )
    return 'bad';
  if (/(booted|repaired|resumed|Resumed|pathsReturned|calmed|relieved)$/.test(type)) return 'good';
  return 'plain';
}

/** A line as the summary shows it, wrapped under itself. */
export function storyTime(startEpochSeconds: number, line: StoryLine): string {
  return clockTime(startEpochSeconds, line.atSeconds);
}
