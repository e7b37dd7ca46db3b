/** Numbers and times as words. Thin spaces in thousands, at most three significant digits. */

const thinSpace = '\u2009';
const fixedSpace = '\u00a0';

/** A whole number in full: 10 000. */
export function count(amount: number): string {
  return Math.round(amount)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, thinSpace);
}

/** At most three significant digits, and none behind the point that are 0: 12 300, 1.24, 0.05. */
export function figures(value: number): string {
  if (!Number.isFinite(value)) return '?';
  const size = Math.abs(value);
  if (size >= 1000) return count(Number(value.toPrecision(3)));
  if (size < 0.005) return '0';
  return String(Number(size < 1 ? value.toFixed(2) : value.toPrecision(3)));
}

/** Percent without digits behind the point, except below 10. */
export function percent(value: number): string {
  if (!Number.isFinite(value)) return `?${fixedSpace}%`;
  const shown = Math.abs(value) < 9.95 && Math.abs(value) >= 0.05 ? value.toFixed(1) : value;
  const words = typeof shown === 'string' ? String(Number(shown)) : count(shown);
  return `${words}${fixedSpace}%`;
}

/** vCPUs with one digit behind the point. */
export function vcpuWords(vcpus: number): string {
  return `${vcpus.toFixed(1)} vCPU`;
}

/** How long: `38 s`, `4 min 12 s`, `2 h 5 min`, `3 d 4 h`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3_600) return parts(whole, 60, 'min', 's');
  if (whole < 86_400) return parts(Math.round(whole / 60), 60, 'h', 'min');
  return parts(Math.round(whole / 3_600), 24, 'd', 'h');
}

function parts(small: number, size: number, large: string, rest: string): string {
  const remainder = small % size;
  const head = `${Math.floor(small / size)} ${large}`;
  return remainder === 0 ? head : `${head} ${remainder} ${rest}`;
}

/** Time of day of the scenario, to the second: `14:02:00`. */
export function clock(seconds: number, startEpochSeconds: number): string {
  const ofDay = modulo(Math.floor(startEpochSeconds + seconds + 1e-6), 86_400);
  return [ofDay / 3_600, (ofDay / 60) % 60, ofDay % 60]
    .map((part) => String(Math.floor(part)).padStart(2, '0'))
    .join(':');
}

/** The same to the minute: `14:02`. */
export function clockMinute(seconds: number, startEpochSeconds: number): string {
  return clock(seconds, startEpochSeconds).slice(0, 5);
}

function modulo(value: number, size: number): number {
  return ((value % size) + size) % size;
}

/** `1 VM`, `12 VMs`. */
export function several(amount: number, noun: string): string {
  return `${count(amount)} ${noun}${Math.round(amount) === 1 ? '' : 's'}`;
}

/** `esx01`, `esx01 and esx02`, `esx01, esx02 and 3 more`. */
export function named(names: readonly string[]): string {
  const [first = '', second = '', third = ''] = names;
  if (names.length <= 1) return first;
  if (names.length === 2) return `${first} and ${second}`;
  if (names.length === 3) return `${first}, ${second} and ${third}`;
  return `${first}, ${second} and ${count(names.length - 2)} more`;
}
