/**
 * Instants and windows of the language, placed in time: seconds after the scenario's start.
 *
 * `02:20` and `Mon 08:30` are the next such moment after the start, the start itself included.
 * `day 1` is the day of the start. A window between two times of day recurs daily and may run past
 * midnight; every other window happens once. At its end a time of day, or a day of the week, is
 * the next one after its beginning: `Sun 14:00..16:00`.
 */
import type { WindowSpec } from '@vdcsim/core';
import { dayOf, formatCalendar, SECONDS_PER_DAY, secondOfDay, weekdayOf } from './calendar.ts';
import { accept, keyed, type Parsed, refuse, scalarText } from './parsed.ts';
import { readDate, readTimeOfDay, readWhen, type WhenForm, whenRemedy } from './when-form.ts';

/** The span of time in which instants lie. */
export interface ScenarioSpan {
  /** Seconds since 1970-01-01 00:00 without time zone. */
  readonly startEpochSeconds: number;
  readonly durationSeconds: number;
}

/**
 * An instant, in seconds after the start; 0 or more. One behind the end is not refused here.
 *
 * @param raw source text of the scalar
 */
export function parseWhen(key: string, raw: unknown, span: ScenarioSpan): Parsed<number> {
  const form = readWhen(key, raw);
  if (!form.ok) return form;
  const atSeconds = placed(form.value, span, 0);
  if (atSeconds >= 0) return accept(atSeconds);
  const start = formatCalendar(span.startEpochSeconds);
  return refuse('BAD_WHEN', `${keyed(key, raw)} is before the start`, `write "${start}" or later`);
}

/** A calendar date and time `2007-05-21 02:20[:05]`, in seconds since 1970-01-01 00:00. */
export function parseCalendar(key: string, raw: unknown): Parsed<number> {
  const text = scalarText(raw) ?? '';
  const epochSeconds = readDate(text);
  if (epochSeconds !== undefined) return accept(epochSeconds);
  const hint = /^\d{4}-/.test(text) ? whenRemedy(text) : '';
  const remedy = /^write "\d{4}-/.test(hint) ? hint : 'write "2007-05-21 02:20"';
  return refuse('BAD_WHEN', `${keyed(key, raw)} is no date and time`, remedy);
}

/** A time of day `14:00[:05]`, in seconds after midnight. */
export function parseTimeOfDay(key: string, raw: unknown): Parsed<number> {
  const text = scalarText(raw) ?? '';
  const seconds = readTimeOfDay(text);
  if (seconds !== undefined) return accept(seconds);
  const remedy = /^\d:\d{2}$/.test(text) ? `write "0${text}"` : 'write "14:00"';
  return refuse('BAD_WHEN', `${keyed(key, raw)} is no time of day`, remedy);
}

/**
 * A window. A recurring one that runs past midnight has `toSeconds` below `fromSeconds`; `end`
 * becomes Infinity.
 */
export function parseWindow(key: string, raw: unknown, span: ScenarioSpan): Parsed<WindowSpec> {
  const [from, to, ...more] = (scalarText(raw) ?? '').split('..').map((each) => each.trim());
  if (from === undefined || to === undefined || more.length > 0 || from === '' || to === '') {
    return refuse(
      'BAD_WINDOW',
      `${keyed(key, raw)} is no window`,
      'write "02:00..03:00" or "+10 min..end"',
    );
  }
  const fromForm = readWhen(key, from);
  if (!fromForm.ok) return fromForm;
  const toForm = readWhen(key, to);
  if (!toForm.ok) return toForm;
  if (fromForm.value.form === 'time' && toForm.value.form === 'time') {
    return daily(key, raw, fromForm.value.secondOfDay, toForm.value.secondOfDay);
  }
  return once(key, raw, fromForm.value, toForm.value, span);
}

function daily(key: string, raw: unknown, from: number, to: number): Parsed<WindowSpec> {
  if (from !== to) return accept({ recursDaily: true, fromSeconds: from, toSeconds: to });
  return refuse('BAD_WINDOW', `${keyed(key, raw)} is empty`, 'leave it out for the whole day');
}

function once(
  key: string,
  raw: unknown,
  from: WhenForm,
  to: WhenForm,
  span: ScenarioSpan,
): Parsed<WindowSpec> {
  const what = keyed(key, raw);
  if (from.form === 'end') {
    return refuse('BAD_WINDOW', `${what} begins at the end`, 'write "+10 min..end"');
  }
  const fromSeconds = placed(from, span, 0);
  if (fromSeconds < 0) {
    const start = formatCalendar(span.startEpochSeconds);
    return refuse('BAD_WINDOW', `${what} begins before the start`, `begin at "${start}" or later`);
  }
  const toSeconds = to.form === 'end' ? Number.POSITIVE_INFINITY : placed(to, span, fromSeconds);
  if (toSeconds > fromSeconds) return accept({ recursDaily: false, fromSeconds, toSeconds });
  return refuse('BAD_WINDOW', `${what} is empty`, 'let it end after it begins');
}

/** Seconds after the start; recurring forms are the first not before `notBeforeSeconds`. */
function placed(form: WhenForm, span: ScenarioSpan, notBeforeSeconds: number): number {
  const { startEpochSeconds } = span;
  const earliest = startEpochSeconds + notBeforeSeconds;
  switch (form.form) {
    case 'end':
      return span.durationSeconds;
    case 'offset':
      return form.seconds;
    case 'date':
      return form.epochSeconds - startEpochSeconds;
    case 'day':
      return (form.day - 1) * SECONDS_PER_DAY + form.secondOfDay - secondOfDay(startEpochSeconds);
    case 'time': {
      const days = dayOf(earliest) + (form.secondOfDay < secondOfDay(earliest) ? 1 : 0);
      return days * SECONDS_PER_DAY + form.secondOfDay - startEpochSeconds;
    }
    case 'weekday': {
      const ahead = (form.weekday - weekdayOf(dayOf(earliest)) + 7) % 7;
      const isPast = ahead === 0 && form.secondOfDay < secondOfDay(earliest);
      const days = dayOf(earliest) + ahead + (isPast ? 7 : 0);
      return days * SECONDS_PER_DAY + form.secondOfDay - startEpochSeconds;
    }
  }
}
