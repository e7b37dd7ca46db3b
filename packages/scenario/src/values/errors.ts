/** The table of codes that values and their files may be refused with, for the reference page. */
import type { ErrorSpec } from '@vdcsim/core';

/** Codes of the parsers of values. `UNKNOWN_KEY` is explained with the keys of the language. */
export const valueErrors: readonly ErrorSpec[] = [
  {
    code: 'MISSING_UNIT',
    doc: 'A quantity is a bare number. Bare numbers only count.',
    remedy: 'Write the unit behind the number: 16 GiB.',
  },
  {
    code: 'WRONG_UNIT',
    doc: 'The unit belongs to another dimension, or is none of the language.',
    remedy: 'Write a unit of the dimension that the key takes.',
  },
  {
    code: 'UNCLEAR_UNIT',
    doc: 'The unit has several meanings in the field, such as KB or m.',
    remedy: 'Write the one that is meant: KiB (1024) or kB (1000), min or ms.',
  },
  {
    code: 'OUT_OF_RANGE',
    doc: 'The value is below or above what the key allows.',
    remedy: 'Write a value within the bounds.',
  },
  {
    code: 'BAD_VALUE',
    doc: 'The value does not have the form that the key takes.',
    remedy: 'Write it like the example in the message.',
  },
  {
    code: 'BAD_NAME',
    doc: 'A name holds other characters than A-Z a-z 0-9 . _ - or begins with a mark.',
    remedy: 'Use letters, digits, dots, underscores and hyphens; begin with a letter or digit.',
  },
  {
    code: 'BAD_RANGE',
    doc: 'A range of names is empty, too long, or written in another way.',
    remedy: 'Write it as web01..30.',
  },
  {
    code: 'BAD_WHEN',
    doc: 'An instant, date or time of day is not written as one, or lies before the start.',
    remedy: 'Write 02:20, day 2 02:20, Mon 08:30, 2007-05-21 02:20, +90 min or end.',
  },
  {
    code: 'BAD_WINDOW',
    doc: 'A window is empty, not written as one, or begins before the start.',
    remedy: 'Write 02:00..03:00, which recurs daily, or +10 min..end.',
  },
  {
    code: 'BAD_DISTRIBUTION',
    doc: 'A distribution is unknown, lacks a parameter, or its parameters contradict each other.',
    remedy: 'Write it as { dist: exponential, mean: 5 s }.',
  },
  {
    code: 'BAD_SERIES',
    doc: 'The steps of a series are missing, out of order, or longer than it repeats.',
    remedy: 'Write it as { steps: [{ after: 10 s, value: 50% }], repeat: 1 min }.',
  },
  {
    code: 'BAD_NUMBERS',
    doc: 'A file of values for an empirical distribution is empty or holds something else.',
    remedy: 'Write one value a line, with its unit or under a first line such as repair [min].',
  },
];
