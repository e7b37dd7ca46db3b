/** Traces of demand: readers of the formats that the language names. */
export { columnNames } from './column-names.ts';
export { readCsvTrace } from './csv-trace.ts';
export { traceErrors } from './errors.ts';
export { readGwaT12 } from './gwa-t-12.ts';
export { readPlanetlab } from './planetlab.ts';
export { readTrace, type TraceFormat, traceFormats } from './read-trace.ts';
export type { Trace, TracedVm, TraceFiles, TraceReading } from './trace.ts';
