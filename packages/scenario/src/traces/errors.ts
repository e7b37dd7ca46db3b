/** The table of codes that traces may be refused with, for the reference page. */
import type { ErrorSpec } from '@vdcsim/core';

/** Codes of the readers of traces. */
export const traceErrors: readonly ErrorSpec[] = [
  {
    code: 'TRACE_MISSING',
    doc: 'The file or folder of a trace is not there or cannot be read.',
    remedy: 'Fetch the trace and name its folder with --data; vdcsim import tells where it is.',
  },
  {
    code: 'TRACE_EMPTY',
    doc: 'A folder of traces has no files, or a file of a trace has no samples.',
    remedy: 'Put the files of the trace there, or take the empty file out of the folder.',
  },
  {
    code: 'TRACE_SHORT',
    doc: 'A file of a trace has fewer samples than the longest file in its folder.',
    remedy: 'Complete the file or take it out of the folder.',
  },
  {
    code: 'BAD_TRACE',
    doc: 'A line of a trace does not have the form of its format.',
    remedy: 'Mend the line, or name the format that the file has.',
  },
];
