import type { RecordedRow } from '@vdcsim/core';
import { ByteWriter, type ColumnSource, ParquetWriter } from 'hyparquet-writer';
import type { Disk } from './disk.ts';
import { RowBuffer, statistics } from './row-buffer.ts';

/**
 * `metrics.parquet`: one row for each interval, metric and entity to which the metric applied.
 *
 * | column | type | meaning |
 * |---|---|---|
 * | timeSeconds | DOUBLE | beginning of the interval, seconds after the start of the run |
 * | seconds | DOUBLE | length of the interval |
 * | appliedSeconds | DOUBLE | the part of it in which the metric applied; weights a mean of means |
 * | kind | STRING | kind of entity: `vm`, `host`, `pool` |
 * | entity | STRING | name |
 * | metric | STRING | name, with its unit |
 * | mean, min, max | DOUBLE | of a gauge, exact over the interval; null for the others |
 * | growth | DOUBLE | of an integral or a count in the interval; null for gauges |
 *
 * Rows of several intervals are collected and written metric by metric, so that readers who ask
 * for one metric skip most pages and equal neighbours compress. Memory: about 30 MB.
 */

/** Rows that are collected before they are written. */
const rowsPerGroup = 1 << 17;

const required = 'REQUIRED';
const optional = 'OPTIONAL';
const schema = [
  { name: 'root', num_children: 10 },
  { name: 'timeSeconds', type: 'DOUBLE', repetition_type: required },
  { name: 'seconds', type: 'DOUBLE', repetition_type: required },
  { name: 'appliedSeconds', type: 'DOUBLE', repetition_type: required },
  { name: 'kind', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: required },
  { name: 'entity', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: required },
  { name: 'metric', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: required },
  { name: 'mean', type: 'DOUBLE', repetition_type: optional },
  { name: 'min', type: 'DOUBLE', repetition_type: optional },
  { name: 'max', type: 'DOUBLE', repetition_type: optional },
  { name: 'growth', type: 'DOUBLE', repetition_type: optional },
] as const;

/** Without an encoding the writer counts distinct values first: five times the cost of a row. */
const numbers = { encoding: 'PLAIN' } as const;
const texts = { encoding: 'RLE_DICTIONARY' } as const;

/** Name of an entity by its kind and its number within the kind. */
export type EntityNames = (kind: string, index: number) => string;

export class MetricsFile {
  readonly #disk: Disk;
  readonly #file: number;
  readonly #names: EntityNames;
  readonly #parquet: ParquetWriter;
  readonly #buffers = new Map<string, RowBuffer>();
  #rows = 0;

  constructor(disk: Disk, path: string, names: EntityNames, createdBy: string) {
    this.#disk = disk;
    this.#file = disk.create(path);
    this.#names = names;
    const writer = new DiskWriter(disk, this.#file);
    this.#parquet = new ParquetWriter({ writer, schema: [...schema], createdBy });
  }

  /** Takes over one closed interval; the row's arrays are copied. */
  append({ fromSeconds, toSeconds, blocks }: RecordedRow): void {
    for (const block of blocks) {
      const { name } = block.metric.spec;
      let buffer = this.#buffers.get(name);
      if (buffer === undefined) {
        buffer = new RowBuffer(block);
        this.#buffers.set(name, buffer);
      }
      const before = buffer.length;
      buffer.append(block, fromSeconds, toSeconds);
      this.#rows += buffer.length - before;
      if (this.#rows >= rowsPerGroup) this.#flush();
    }
  }

  /** Completes the file and brings it to the disk. */
  closeDurably(): void {
    this.#flush();
    void this.#parquet.finish();
    this.#disk.closeDurably(this.#file);
  }

  /** Lets go of the file, which is not whole then. */
  abandon(): void {
    this.#disk.close(this.#file);
  }

  /** Gauges and growths fill different columns, so each get a row group of their own. */
  #flush(): void {
    const waiting = [...this.#buffers.values()].filter((buffer) => buffer.length > 0);
    this.#writeGroup(waiting.filter((buffer) => buffer.isGauge));
    this.#writeGroup(waiting.filter((buffer) => !buffer.isGauge));
    for (const buffer of waiting) buffer.length = 0;
    this.#rows = 0;
  }

  #writeGroup(buffers: readonly RowBuffer[]): void {
    let count = 0;
    for (const buffer of buffers) count += buffer.length;
    if (count === 0) return;
    const doubles = (column: (buffer: RowBuffer) => Float64Array): Float64Array =>
      concatenate(count, buffers, column);
    const words = (word: (buffer: RowBuffer) => string): string[] =>
      repeated(count, buffers, word);
    const columnData: ColumnSource[] = [
      { name: 'timeSeconds', data: doubles((buffer) => buffer.fromSeconds), ...numbers },
      { name: 'seconds', data: doubles((buffer) => buffer.seconds), ...numbers },
      { name: 'appliedSeconds', data: doubles((buffer) => buffer.appliedSeconds), ...numbers },
      { name: 'kind', data: words((buffer) => buffer.kind), ...texts },
      {
        name: 'entity',
        data: this.#entityNames(count, buffers),
        ...texts,
        statistics: false, // Names in index order: bounds would exclude nothing.
      },
      { name: 'metric', data: words((buffer) => buffer.metricName), ...texts },
      ...statistics.map((statistic) => ({
        name: statistic,
        data: buffers.every((buffer) => buffer.values[statistic] !== undefined)
          ? doubles((buffer) => buffer.values[statistic]!)
          : new Array<null>(count).fill(null),
        ...numbers,
        statistics: false,
      })),
    ];
    void this.#parquet.write({ columnData, rowGroupSize: count });
  }

  #entityNames(count: number, buffers: readonly RowBuffer[]): string[] {
    const column = new Array<string>(count);
    let at = 0;
    for (const { kind, entities, length } of buffers) {
      for (let row = 0; row < length; row++) column[at++] = this.#names(kind, entities[row]!);
    }
    return column;
  }
}

function concatenate(
  count: number,
  buffers: readonly RowBuffer[],
  column: (buffer: RowBuffer) => Float64Array,
): Float64Array {
  const whole = new Float64Array(count);
  let at = 0;
  for (const buffer of buffers) {
    whole.set(column(buffer).subarray(0, buffer.length), at);
    at += buffer.length;
  }
  return whole;
}

/** One word for all rows of a buffer. */
function repeated(
  count: number,
  buffers: readonly RowBuffer[],
  word: (buffer: RowBuffer) => string,
): string[] {
  const whole = new Array<string>(count);
  let at = 0;
  for (const buffer of buffers) {
    whole.fill(word(buffer), at, at + buffer.length);
    at += buffer.length;
  }
  return whole;
}

/** Hands each finished row group to the disk. */
class DiskWriter extends ByteWriter {
  readonly #disk: Disk;
  readonly #file: number;

  constructor(disk: Disk, file: number) {
    super(1 << 20);
    this.#disk = disk;
    this.#file = file;
  }

  flush(): void {
    this.#disk.write(this.#file, this.getBytes());
    this.index = 0;
  }

  override finish(): void {
    this.flush();
  }
}
