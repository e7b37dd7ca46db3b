/**
 * Calendar without time zones: the proleptic Gregorian calendar on day numbers, no leap seconds.
 * An instant is seconds since 1970-01-01 00:00.
 */

export const SECONDS_PER_DAY = 86400;

/** Words for the days of the week, as the language writes them; index 0 is Monday. */
export const WEEKDAYS: readonly string[] = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

const DAYS_BEFORE_MONTH = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const DAYS_BEFORE_1970 = 719162;

export interface CalendarDay {
  /** 1 to 9999. */
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
}

export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

/** Days of a month, 28 to 31. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Says whether the calendar has this day. */
export function isCalendarDay({ year, month, day }: CalendarDay): boolean {
  if (year < 1 || year > 9999 || month < 1 || month > 12) return false;
  return day >= 1 && day <= daysInMonth(year, month);
}

function daysBeforeYear(year: number): number {
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  return past * 365 + leapDays - DAYS_BEFORE_1970;
}

/** Days from 1970-01-01 to a day of the calendar. */
export function dayNumber({ year, month, day }: CalendarDay): number {
  const leapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return daysBeforeYear(year) + DAYS_BEFORE_MONTH[month - 1]! + leapDay + day - 1;
}

/** The day of the calendar with a day number. */
export function calendarDay(number: number): CalendarDay {
  let year = Math.floor(number / 365.2425) + 1970;
  while (daysBeforeYear(year + 1) <= number) year += 1;
  while (daysBeforeYear(year) > number) year -= 1;
  let rest = number - daysBeforeYear(year);
  let month = 1;
  while (rest >= daysInMonth(year, month)) {
    rest -= daysInMonth(year, month);
    month += 1;
  }
  return { year, month, day: rest + 1 };
}

/** Number of the day that holds an instant. */
export function dayOf(epochSeconds: number): number {
  return Math.floor(epochSeconds / SECONDS_PER_DAY);
}

/** Seconds after midnight of an instant. */
export function secondOfDay(epochSeconds: number): number {
  return epochSeconds - dayOf(epochSeconds) * SECONDS_PER_DAY;
}

/** Day of the week of a day number: 0 is Monday. 1970-01-01 was a Thursday. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

/** `2007-05-21 02:20`, with `:05` where there are seconds. Whole seconds only. */
export function formatCalendar(epochSeconds: number): string {
  const { year, month, day } = calendarDay(dayOf(epochSeconds));
  const date = `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
  return `${date} ${formatTimeOfDay(secondOfDay(epochSeconds))}`;
}

/** `02:20`, with `:05` where there are seconds. */
export function formatTimeOfDay(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const clock = `${padded(Math.floor(minutes / 60), 2)}:${padded(minutes % 60, 2)}`;
  return seconds % 60 === 0 ? clock : `${clock}:${padded(seconds % 60, 2)}`;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
