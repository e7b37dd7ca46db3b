import type { ExpectationSpec, WindowSpec } from '../declare/index.ts';

/** Six digits are enough to read: `3.33333`, `1e+21`. */
export function wordNumber(value: number): string {
  return String(Number(value.toPrecision(6)));
}

/** `105 s`, `12 %`, and `3` for things that are counted. */
export function wordQuantity(value: number | string, unit: string): string {
  const text = typeof value === 'number' ? wordNumber(value) : value;
  return unit === '1' || unit === '' ? text : `${text} ${unit}`;
}

/** `90 s`, `2 min`, `1 h 30 min`, `2 d`. */
export function wordDuration(seconds: number): string {
  const units: readonly (readonly [string, number])[] = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
  ];
  if (seconds < 120) return `${wordNumber(seconds)} s`;
  let rest = seconds;
  const words: string[] = [];
  for (const [unit, length] of units) {
    const whole = Math.floor(rest / length);
    if (whole === 0) continue;
    words.push(`${whole} ${unit}`);
    rest -= whole * length;
  }
  if (rest > 0) words.push(`${wordNumber(rest)} s`);
  return words.join(' ');
}

/** ` during +2 min..+10 min`, ` during 02:00..03:00`, or nothing for the whole run. */
export function wordWindow(window: WindowSpec | undefined): string {
  if (window === undefined) return '';
  const word = window.recursDaily ? wordTimeOfDay : wordInstant;
  return ` during ${word(window.fromSeconds)}..${word(window.toSeconds)}`;
}

/** `+90 min` after the start of the run, or `end`. */
export function wordInstant(seconds: number): string {
  return seconds === Infinity ? 'end' : `+${wordDuration(seconds)}`;
}

/** ` of web*`, or nothing for everybody. */
export function wordOf(of: string | undefined): string {
  return of === undefined ? '' : ` of ${of}`;
}

/** What is asked of a number: `at least 10 % and at most 20 %`, `equal to 5 s within 2 %`. */
export function wordBounds(expectation: ExpectationSpec, unit: string): string {
  const { atLeast, atMost, equals, tolerance } = expectation;
  const words: string[] = [];
  if (atLeast !== undefined) words.push(`at least ${wordQuantity(atLeast, unit)}`);
  if (atMost !== undefined) words.push(`at most ${wordQuantity(atMost, unit)}`);
  if (equals !== undefined) {
    const within =
      tolerance === undefined
        ? ''
        : 'fraction' in tolerance
          ? ` within ${wordNumber(100 * tolerance.fraction)} %`
          : ` within ${wordQuantity(tolerance.amount, unit)}`;
    words.push(`equal to ${wordQuantity(equals, unit)}${within}`);
  }
  return words.join(' and ');
}

function wordTimeOfDay(seconds: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = seconds % 60;
  return `${pad(hours)}:${pad(minutes)}${rest === 0 ? '' : `:${pad(rest)}`}`;
}
