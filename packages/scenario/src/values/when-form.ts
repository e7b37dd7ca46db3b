/** How instants are written: the text of a When, taken apart but not yet placed in time. */
import { dayNumber, formatCalendar, isCalendarDay, SECONDS_PER_DAY, WEEKDAYS } from './calendar.ts';
import { accept, keyed, type Parsed, refuse, scalarText, shown } from './parsed.ts';
import { parseQuantity } from './quantity.ts';
import { readParts } from './quantity-parts.ts';

/** One way to write an instant. */
export type WhenForm =
  | { readonly form: 'end' }
  /** Seconds after the start. */
  | { readonly form: 'offset'; readonly seconds: number }
  /** The next such time of day. */
  | { readonly form: 'time'; readonly secondOfDay: number }
  /** Day 1 is the start's day. */
  | { readonly form: 'day'; readonly day: number; readonly secondOfDay: number }
  /** The next such day of the week; 0 is Monday. */
  | { readonly form: 'weekday'; readonly weekday: number; readonly secondOfDay: number }
  | { readonly form: 'date'; readonly epochSeconds: number };

const TIME = /^(\d{2}):(\d{2})(?::(\d{2}))?$/;
const DATED = /^(\d{4})-(\d{2})-(\d{2})\s+(\S+)$/;
const NUMBERED = /^day\s+(\d{1,6})\s+(\S+)$/;
const WEEKDAY = /^([A-Z][a-z]{2})\s+(\S+)$/;

/** Seconds after midnight of `02:20` or `02:20:05`; undefined where the clock has no such time. */
export function readTimeOfDay(text: string): number | undefined {
  const match = TIME.exec(text);
  if (match === null) return undefined;
  const [hours, minutes, seconds] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)];
  if (hours > 23 || minutes > 59 || seconds > 59) return undefined;
  return hours * 3600 + minutes * 60 + seconds;
}

/** Seconds since 1970-01-01 00:00 of `2007-05-21 02:20[:05]`, or undefined. */
export function readDate(text: string): number | undefined {
  const match = DATED.exec(text);
  if (match === null) return undefined;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  const secondOfDay = readTimeOfDay(match[4] ?? '');
  if (secondOfDay === undefined || !isCalendarDay(day)) return undefined;
  return dayNumber(day) * SECONDS_PER_DAY + secondOfDay;
}

/** Takes the text of an instant apart. */
export function readWhen(key: string, raw: unknown): Parsed<WhenForm> {
  const text = scalarText(raw) ?? '';
  if (text.startsWith('+')) return readOffset(key, text);
  const form = readForm(text);
  if (form !== undefined) return accept(form);
  return refuse('BAD_WHEN', `${keyed(key, raw)} is no instant`, whenRemedy(text));
}

function readOffset(key: string, text: string): Parsed<WhenForm> {
  const duration = text.slice(1).trim();
  const seconds = parseQuantity(key, duration, { form: 'quantity', dimension: 'duration' });
  if (seconds.ok) return accept({ form: 'offset', seconds: seconds.value });
  const what = seconds.what.replace(shown(duration), shown(text));
  return refuse(seconds.code, what, seconds.remedy.replace(/"(?=\d)/g, '"+'));
}

function readForm(text: string): WhenForm | undefined {
  if (text === 'end') return { form: 'end' };
  const time = readTimeOfDay(text);
  if (time !== undefined) return { form: 'time', secondOfDay: time };
  const epochSeconds = readDate(text);
  if (epochSeconds !== undefined) return { form: 'date', epochSeconds };
  const numbered = NUMBERED.exec(text);
  const named = WEEKDAY.exec(text);
  const secondOfDay = readTimeOfDay(numbered?.[2] ?? named?.[2] ?? '');
  if (secondOfDay === undefined) return undefined;
  const day = Number(numbered?.[1] ?? 0);
  if (day > 0) return { form: 'day', day, secondOfDay };
  const weekday = WEEKDAYS.indexOf(named?.[1] ?? '');
  return weekday < 0 ? undefined : { form: 'weekday', weekday, secondOfDay };
}

const ALL_FORMS =
  'write "02:20", "day 2 02:20", "Mon 02:20", "2007-05-21 02:20", "+90 min" or "end"';

/** What to write instead of a text that is no instant; also of dates and times of day. */
export function whenRemedy(text: string): string {
  const better = improved(text);
  return better === undefined ? ALL_FORMS : `write "${better}"`;
}

function improved(text: string): string | undefined {
  if (text.endsWith('24:00')) return midnight(text.slice(0, -'24:00'.length));
  const length = text.replace(/^-\s*/, '');
  if (readParts(length) !== undefined) return `+${/^\d+$/.test(length) ? `${length} min` : length}`;
  const candidates = [
    text.replace(/^(\w+ )?(\d:\d{2}(:\d{2})?)$/, '$10$2'),
    text.replace(/^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}(:\d{2})?).*$/, '$1 $2'),
    `${text} 00:00`,
    text.replace(/^day *(\d+)$/i, 'day $1 00:00'),
    text.replace(/^([a-z])([a-z]{2})[a-z]* /i, (_, first: string, rest: string) => {
      return `${first.toUpperCase()}${rest.toLowerCase()} `;
    }),
    text.toLowerCase(),
  ];
  if (/^(now|start|begin)$/i.test(text)) return '+0 min';
  return candidates.find((each) => readForm(each) !== undefined);
}

/** Midnight at the end of a day is `00:00` of the next. */
function midnight(day: string): string | undefined {
  if (day === '') return '00:00';
  const form = readForm(`${day}00:00`);
  if (form?.form === 'date') return formatCalendar(form.epochSeconds + SECONDS_PER_DAY);
  if (form?.form === 'day') return `day ${form.day + 1} 00:00`;
  return form?.form === 'weekday' ? `${WEEKDAYS[(form.weekday + 1) % 7]} 00:00` : undefined;
}
