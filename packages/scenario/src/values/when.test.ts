import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { calendarDay, dayNumber, formatCalendar, weekdayOf } from './calendar.ts';
import { parseCalendar, parseTimeOfDay, parseWhen, parseWindow } from './when.ts';

const HOUR = 3600;
const DAY = 86400;

/** Monday, 21 May 2007, 01:00, for two days. */
const span = { startEpochSeconds: Date.UTC(2007, 4, 21, 1) / 1000, durationSeconds: 2 * DAY };

function when(text: unknown): number | string {
  const parsed = parseWhen('at', text, span);
  return parsed.ok ? parsed.value : `${parsed.code} ${parsed.what}; ${parsed.remedy}`;
}

function window(text: unknown): unknown {
  const parsed = parseWindow('during', text, span);
  return parsed.ok ? parsed.value : `${parsed.code} ${parsed.what}; ${parsed.remedy}`;
}

describe('the calendar', () => {
  test('day numbers agree with the language platform from year 1 to 9999', () => {
    const property = fc.property(fc.integer({ min: -719162, max: 2932896 }), (number) => {
      const date = new Date(number * DAY * 1000);
      const day = calendarDay(number);
      const same = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
      expect([day.year, day.month, day.day]).toEqual(same);
      expect(dayNumber(day)).toBe(number);
      expect(weekdayOf(number)).toBe((date.getUTCDay() + 6) % 7);
    });
    fc.assert(property, { seed: 20070106, numRuns: 3000 });
  });

  test('1900 has no leap day, 2000 has one', () => {
    expect(parseCalendar('start', '1900-02-29 00:00').ok).toBe(false);
    expect(parseCalendar('start', '2000-02-29 00:00').ok).toBe(true);
  });

  test('text of an instant reads back', () => {
    const property = fc.property(fc.integer({ min: -1e10, max: 1e11 }), (seconds) => {
      expect(parseCalendar('start', formatCalendar(seconds))).toEqual({ ok: true, value: seconds });
    });
    fc.assert(property, { seed: 20070107, numRuns: 1000 });
  });

  test('a date and time needs both', () => {
    expect(parseCalendar('start', '2007-01-01')).toMatchObject({
      code: 'BAD_WHEN',
      remedy: 'write "2007-01-01 00:00"',
    });
    expect(parseCalendar('start', '02:20')).toMatchObject({ code: 'BAD_WHEN' });
    expect(parseCalendar('start', '2007-13-01 00:00').ok).toBe(false);
  });

  test('a time of day is in seconds after midnight', () => {
    expect(parseTimeOfDay('peakAt', '14:00')).toEqual({ ok: true, value: 14 * HOUR });
    expect(parseTimeOfDay('peakAt', '23:59:59')).toEqual({ ok: true, value: DAY - 1 });
    expect(parseTimeOfDay('peakAt', '9:30')).toMatchObject({ remedy: 'write "09:30"' });
    expect(parseTimeOfDay('peakAt', '24:00').ok).toBe(false);
  });
});

describe('instants from Monday 01:00', () => {
  test.each([
    ['02:20', HOUR + 1200],
    ['02:20:05', HOUR + 1205],
    ['01:00', 0],
    ['00:59', DAY - 60],
    ['day 1 12:00', 11 * HOUR],
    ['day 2 02:20', DAY + HOUR + 1200],
    ['Mon 01:00', 0],
    ['Mon 00:30', 7 * DAY - 1800],
    ['Tue 08:30', DAY + 7.5 * HOUR],
    ['Sun 14:00', 6 * DAY + 13 * HOUR],
    ['2007-05-21 02:20', HOUR + 1200],
    ['2007-06-01 01:00', 11 * DAY],
    ['+90 min', 5400],
    ['+1h 30min', 5400],
    ['+ 5 s', 5],
    ['end', 2 * DAY],
  ])('%s is %d s after the start', (text, expected) => {
    expect(when(text)).toBe(expected);
  });

  test.each([
    ['2:20', 'BAD_WHEN at: "2:20" is no instant; write "02:20"'],
    ['24:00', 'BAD_WHEN at: "24:00" is no instant; write "00:00"'],
    ['day 2 24:00', 'BAD_WHEN at: "day 2 24:00" is no instant; write "day 3 00:00"'],
    ['Sun 24:00', 'BAD_WHEN at: "Sun 24:00" is no instant; write "Mon 00:00"'],
    ['2007-05-31 24:00', 'BAD_WHEN at: "2007-05-31 24:00" is no instant; write "2007-06-01 00:00"'],
    ['90 min', 'BAD_WHEN at: "90 min" is no instant; write "+90 min"'],
    [90, 'BAD_WHEN at: 90 is no instant; write "+90 min"'],
    ['-5 min', 'BAD_WHEN at: "-5 min" is no instant; write "+5 min"'],
    ['now', 'BAD_WHEN at: "now" is no instant; write "+0 min"'],
    ['monday 08:30', 'BAD_WHEN at: "monday 08:30" is no instant; write "Mon 08:30"'],
    ['Mon 8:30', 'BAD_WHEN at: "Mon 8:30" is no instant; write "Mon 08:30"'],
    ['day 2', 'BAD_WHEN at: "day 2" is no instant; write "day 2 00:00"'],
    ['2007-05-22', 'BAD_WHEN at: "2007-05-22" is no instant; write "2007-05-22 00:00"'],
    ['2007-05-22T02:00', 'BAD_WHEN at: "2007-05-22T02:00" is no instant; write "2007-05-22 02:00"'],
    ['+5 mins', 'WRONG_UNIT at: "+5 mins" has the unknown unit "mins"; write "+5 min"'],
    ['+90', 'MISSING_UNIT at: "+90"; write "+90 s"'],
    [
      'day 1 00:30',
      'BAD_WHEN at: "day 1 00:30" is before the start; write "2007-05-21 01:00" or later',
    ],
    ['2007-05-20 10:00', /is before the start/],
    ['25:00', /^BAD_WHEN at: "25:00" is no instant; write "02:20", "day 2 02:20"/],
    ['2007-02-30 02:00', /^BAD_WHEN/],
    [null, /^BAD_WHEN at: nothing is no instant/],
  ] as const)('%j is refused', (text, expected) => {
    if (typeof expected === 'string') expect(when(text)).toBe(expected);
    else expect(when(text)).toMatch(expected);
  });

  test('a time of day is always within a day of the start', () => {
    const clock = fc.integer({ min: 0, max: DAY - 1 });
    const property = fc.property(clock, clock, (startSecond, second) => {
      const startEpochSeconds = 10 * DAY + startSecond;
      const text = formatCalendar(second).slice('1970-01-01 '.length);
      const parsed = parseWhen('at', text, { startEpochSeconds, durationSeconds: DAY });
      if (!parsed.ok) throw new Error(parsed.what);
      expect(parsed.value).toBeGreaterThanOrEqual(0);
      expect(parsed.value).toBeLessThan(DAY);
      expect((startSecond + parsed.value) % DAY).toBe(second);
    });
    fc.assert(property, { seed: 20070108, numRuns: 500 });
  });

  test('any text is answered, never thrown at', () => {
    const near = fc.stringMatching(/^(day |Mon |\+|2007-0[0-9]-)?[0-9]{1,2}[: ][0-9a-z]{1,3}$/);
    const property = fc.property(fc.oneof(near, fc.string(), fc.anything()), (raw) => {
      expect(typeof parseWhen('at', raw, span).ok).toBe('boolean');
      expect(typeof parseWindow('during', raw, span).ok).toBe('boolean');
    });
    fc.assert(property, { seed: 20070109, numRuns: 2000 });
  });
});

describe('windows', () => {
  test.each([
    ['02:00..03:00', { recursDaily: true, fromSeconds: 2 * HOUR, toSeconds: 3 * HOUR }],
    ['14:10 .. 14:30', { recursDaily: true, fromSeconds: 51000, toSeconds: 52200 }],
    ['19:00..07:00', { recursDaily: true, fromSeconds: 19 * HOUR, toSeconds: 7 * HOUR }],
    ['+10 min..end', { recursDaily: false, fromSeconds: 600, toSeconds: Infinity }],
    ['+2 min..+10 min', { recursDaily: false, fromSeconds: 120, toSeconds: 600 }],
    [
      'Wed 02:00..Wed 06:00',
      { recursDaily: false, fromSeconds: 2 * DAY + HOUR, toSeconds: 2 * DAY + 5 * HOUR },
    ],
    [
      'Sun 14:00..end',
      { recursDaily: false, fromSeconds: 6 * DAY + 13 * HOUR, toSeconds: Infinity },
    ],
    [
      '2007-05-22 10:15..2007-05-22 10:45',
      { recursDaily: false, fromSeconds: DAY + 9.25 * HOUR, toSeconds: DAY + 9.75 * HOUR },
    ],
    [
      '2007-05-22 23:00..01:00',
      { recursDaily: false, fromSeconds: DAY + 22 * HOUR, toSeconds: 2 * DAY },
    ],
    [
      'Mon 00:30..Mon 00:45',
      { recursDaily: false, fromSeconds: 7 * DAY - 1800, toSeconds: 7 * DAY - 900 },
    ],
  ])('%s', (text, expected) => {
    expect(window(text)).toEqual(expected);
  });

  test.each([
    ['02:00..02:00', /^BAD_WINDOW during: "02:00..02:00" is empty; leave it out for the whole day/],
    ['03:00', /^BAD_WINDOW during: "03:00" is no window; write "02:00..03:00" or/],
    ['+10 min..+2 min', /^BAD_WINDOW .* is empty; let it end after it begins/],
    ['end..end', /^BAD_WINDOW .* begins at the end/],
    ['22:00..24:00', /^BAD_WHEN during: "24:00" is no instant; write "00:00"/],
    ['2007-05-20 10:00..end', /^BAD_WINDOW .* begins before the start/],
    ['02:00..', /^BAD_WINDOW/],
    ['1..2..3', /^BAD_WINDOW/],
    [[], /^BAD_WINDOW during: a list is no window/],
  ])('%j is refused', (text, expected) => {
    expect(window(text)).toMatch(expected);
  });
});
