import { expect, test } from 'vitest';
import { traceErrors } from '../traces/errors.ts';
import { valueErrors } from './errors.ts';
import type { FileCode } from './file-problem.ts';
import type { ValueCode } from './parsed.ts';

test('every code of values and traces is in a table once, and no other is', () => {
  const codes: Record<Exclude<ValueCode, 'UNKNOWN_KEY'> | FileCode, true> = {
    MISSING_UNIT: true,
    WRONG_UNIT: true,
    UNCLEAR_UNIT: true,
    OUT_OF_RANGE: true,
    BAD_VALUE: true,
    BAD_NAME: true,
    BAD_RANGE: true,
    BAD_WHEN: true,
    BAD_WINDOW: true,
    BAD_DISTRIBUTION: true,
    BAD_SERIES: true,
    BAD_NUMBERS: true,
    TRACE_MISSING: true,
    TRACE_EMPTY: true,
    TRACE_SHORT: true,
    BAD_TRACE: true,
  };
  const listed = [...valueErrors, ...traceErrors].map((each) => each.code);
  expect([...listed].sort()).toEqual(Object.keys(codes).sort());
});
