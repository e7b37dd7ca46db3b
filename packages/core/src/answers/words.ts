import type { Directory } from '../inventory/directory.ts';
import type { SimulationEvent } from '../observe/index.ts';

/** How answers say numbers, times and events: plain words, fixed forms, no locale. */

/** `532 MHz`, `0.4 MHz`. */
export function mhz(value: number): string {
  return `${decimal(value)} MHz`;
}

/** `12.5 %` of a value that is a percentage already. */
export function percent(value: number): string {
  return `${decimal(value)} %`;
}

/** Three significant digits or whole numbers, whichever says more; no trailing zeros. */
export function decimal(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? 'unlimited' : 'none';
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return String(Number(value.toFixed(digits)));
}

/** `1 200`: a number as `decimal` has it, with thin spaces in thousands. */
export function grouped(value: number): string {
  const [whole = '', fraction] = decimal(value).split('.');
  const parted = whole.replace(/\d(?=(\d{3})+$)/g, '$&\u2009');
  return fraction === undefined ? parted : `${parted}.${fraction}`;
}

/** `512 MiB`, `18 GiB`, `1.5 GiB`. */
export function memory(valueMiB: number): string {
  return valueMiB < 1024 ? `${grouped(valueMiB)} MiB` : `${grouped(valueMiB / 1024)} GiB`;
}

/** `1 web`, `3 webs`; pass the plural where it is irregular. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

/** `4 cores`, `4 cores with 8 threads`. */
export function coresOf(host: { readonly cores: number; readonly pcpus: number }): string {
  const cores = counted(host.cores, 'core');
  return host.pcpus === host.cores ? cores : `${cores} with ${host.pcpus} threads`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items[0] ?? '';
  return `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}

/** The first names of some, and how many more: `web01, web02, web03 and 4 others`. */
export function named(some: readonly { readonly name: string }[]): string {
  const names = some.slice(0, some.length > 4 ? 3 : 4).map(({ name }) => name);
  if (some.length > names.length) names.push(counted(some.length - names.length, 'other'));
  return listed(names);
}

/** A length of time in its two largest units: `1 min 45 s`, `2 h 3 min`, `0.4 s`. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds)) return 'for ever';
  if (seconds < 60) return `${decimal(seconds)} s`;
  const whole = Math.round(seconds);
  const days = Math.floor(whole / 86400);
  const hours = Math.floor(whole / 3600) % 24;
  const minutes = Math.floor(whole / 60) % 60;
  if (days > 0) return joined(`${days} d`, hours, 'h');
  if (hours > 0) return joined(`${hours} h`, minutes, 'min');
  return joined(`${minutes} min`, whole % 60, 's');
}

function joined(first: string, second: number, unit: string): string {
  return second === 0 ? first : `${first} ${second} ${unit}`;
}

/** The scenario's clock: `02:20:05`, from the second day on `day 2 02:20:05`. */
export function clockTime(startEpochSeconds: number, seconds: number): string {
  const midnight = Math.floor(startEpochSeconds / 86400) * 86400;
  const sinceMidnight = startEpochSeconds - midnight + seconds;
  const day = Math.floor(sinceMidnight / 86400) + 1;
  const whole = Math.floor(sinceMidnight - (day - 1) * 86400);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const time = parts.map((part) => String(part).padStart(2, '0')).join(':');
  return day === 1 ? time : `day ${day} ${time}`;
}

/** What telling of an event asks of the directory. */
export type Names = Pick<Directory, 'row' | 'nameOf'>;

/** An event in words: `web07 restarted on esx01`, `web07 restart failed: no host ...`. */
export function describeEvent(directory: Names, event: SimulationEvent): string {
  const { type, subject, others, data } = event;
  if (type === 'command.given') return describeCommand(data);
  const deed = deedOf(type);
  const row = directory.row(subject);
  const hosts = others.filter((id) => directory.row(id).kind === 'host');
  const place = row.kind === 'vm' && hosts.length === 1 ? ` on ${directory.nameOf(hosts[0]!)}` : '';
  const details = Object.entries(data).map(([key, value]) => detailWords(key, value));
  const because = details.length === 0 ? '' : `: ${details.join(', ')}`;
  return `${row.name} ${deed}${place}${because}`;
}

/** `response 31 min` of `responseSeconds: 1860`; a reason speaks for itself. */
function detailWords(key: string, value: number | string | boolean): string {
  if (key === 'reason') return String(value);
  if (typeof value !== 'number' || !/[a-z]Seconds$/.test(key)) return `${key} ${value}`;
  return `${key.slice(0, -'Seconds'.length)} ${duration(value)}`;
}

/** What an event type says of its subject: `restarted`, `could not be restarted`. */
export function deedOf(type: string): string {
  const deed = type.slice(type.indexOf('.') + 1);
  return phrases.get(deed) ?? deed.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Deeds that read badly after a name when they are only taken apart into words. */
const phrases: ReadonlyMap<string, string> = new Map([
  ['placementFailed', 'found no host'],
  ['restartFailed', 'could not be restarted'],
  ['powerOnRefused', 'could not be powered on'],
  ['powerOffRefused', 'could not be powered off'],
  ['shutDownStarted', 'began to shut down'],
  ['shutDownRefused', 'could not shut down'],
  ['resetRefused', 'could not be reset'],
  ['suspendRefused', 'could not be suspended'],
  ['resumeRefused', 'could not be resumed'],
  ['deadlineMissed', 'missed its deadline'],
  ['workLost', 'lost work'],
  ['speedChanged', 'runs at another speed'],
  ['claimChanged', 'has another claim'],
  ['claimRefused', 'was refused another claim'],
  ['ioStalled', 'had to wait for I/O'],
  ['ioResumed', 'went on with I/O'],
  ['guestCrashed', 'crashed in the guest'],
  ['readOnly', 'went read-only'],
  ['failedOver', 'took another path'],
  ['failedBack', 'went back to the preferred path'],
  ['allPathsDown', 'lost all paths'],
  ['pathsReturned', 'got paths back'],
  ['trespassed', 'moved to another controller'],
  ['thrashing', 'began to thrash'],
  ['calmed', 'ceased to thrash'],
  ['full', 'ran full'],
  ['congested', 'got congested'],
  ['relieved', 'got relief'],
  ['cacheFull', 'filled its cache'],
  ['cacheDrained', 'drained its cache'],
  ['degraded', 'slowed down'],
]);

function describeCommand(data: SimulationEvent['data']): string {
  const { verb, of, note } = data;
  const whom = of === undefined ? '' : ` ${of}`;
  const remark = note === undefined ? '' : ` (${note})`;
  return `command: ${verb}${whom}${remark}`;
}
