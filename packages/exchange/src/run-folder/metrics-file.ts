import type { RecordedRow } from '@vdcsim/core';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import {
  addRun,
  type ColumnChunk,
  type Runs,
  writeDoubles,
  writeRuns,
  writeTexts,
} from './column-chunks.ts';
import type { Disk } from './disk.ts';
import { RowBuffer, type Statistic, statistics } from './row-buffer.ts';

/**
 * `metrics.parquet`: one row for each interval, metric and entity to which the metric applied.
 *
 * | column | type | meaning |
 * |---|---|---|
 * | timeSeconds | DOUBLE | beginning of the interval, seconds after the start of the run |
 * | seconds | DOUBLE | length of its part in which the metric applied, or how many samples it had:
 *   the weight of a mean |
 * | kind | STRING | kind of entity: `vm`, `host`, `pool` |
 * | entity | STRING | name |
 * | metric | STRING | name, with its unit |
 * | mean, min, max | DOUBLE | of a gauge or of samples, exact; null for the others |
 * | growth | DOUBLE | of an integral or a count in the interval; null for the others |
 *
 * Rows of several intervals are collected and written metric by metric, so that readers who ask
 * for one metric skip most pages and equal neighbours compress. Memory: about 30 MB.
 */

/** Rows that are collected before they are written. */
const rowsPerGroup = 1 << 17;

const required = 'REQUIRED';
const optional = 'OPTIONAL';
const schema = [
  { name: 'root', num_children: 9 },
  { name: 'timeSeconds', type: 'DOUBLE', repetition_type: required },
  { name: 'seconds', type: 'DOUBLE', repetition_type: required },
  { name: 'kind', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: required },
  { name: 'entity', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: required },
  { name: 'metric', type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: required },
  { name: 'mean', type: 'DOUBLE', repetition_type: optional },
  { name: 'min', type: 'DOUBLE', repetition_type: optional },
  { name: 'max', type: 'DOUBLE', repetition_type: optional },
  { name: 'growth', type: 'DOUBLE', repetition_type: optional },
] as const;

/** Name of an entity by its kind and its number within the kind. */
export type EntityNames = (kind: string, index: number) => string;

export class MetricsFile {
  readonly #disk: Disk;
  readonly #file: number;
  readonly #names: EntityNames;
  readonly #writer: DiskWriter;
  readonly #parquet: ParquetWriter;
  readonly #buffers = new Map<string, RowBuffer>();
  #rows = 0;

  constructor(disk: Disk, path: string, names: EntityNames, createdBy: string) {
    this.#disk = disk;
    this.#file = disk.create(path);
    this.#names = names;
    this.#writer = new DiskWriter(disk, this.#file);
    this.#parquet = new ParquetWriter({ writer: this.#writer, schema: [...schema], createdBy });
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
    let rows = 0;
    for (const buffer of buffers) rows += buffer.length;
    if (rows === 0) return;
    const writer = this.#writer;
    const columns = [
      writeRuns(
        writer,
        'timeSeconds',
        runsOf(buffers, (buffer) => buffer.fromSeconds),
      ),
      writeRuns(
        writer,
        'seconds',
        runsOf(buffers, (buffer) => buffer.seconds),
      ),
      writeRuns(
        writer,
        'kind',
        wordRuns(buffers, (buffer) => buffer.kind),
      ),
      this.#writeEntities(buffers, rows),
      writeRuns(
        writer,
        'metric',
        wordRuns(buffers, (buffer) => buffer.metricName),
      ),
      ...statistics.map((statistic) => {
        const values = buffers.every((buffer) => buffer.values[statistic] !== undefined)
          ? concatenate(rows, buffers, statistic)
          : undefined;
        return writeDoubles(writer, statistic, values, rows);
      }),
    ];
    let size = 0n;
    for (const { meta_data } of columns) size += meta_data!.total_uncompressed_size;
    this.#parquet.row_groups.push({ columns, total_byte_size: size, num_rows: BigInt(rows) });
    this.#parquet.num_rows += BigInt(rows);
    writer.flush();
  }

  #writeEntities(buffers: readonly RowBuffer[], rows: number): ColumnChunk {
    const dictionary: string[] = [];
    const placesByKind = new Map<string, Map<number, number>>();
    const places = new Int32Array(rows);
    let at = 0;
    for (const { kind, entities, length } of buffers) {
      const known = placesByKind.get(kind) ?? new Map<number, number>();
      placesByKind.set(kind, known);
      for (let row = 0; row < length; row++) {
        const entity = entities[row]!;
        let place = known.get(entity);
        if (place === undefined) {
          place = dictionary.push(this.#names(kind, entity)) - 1;
          known.set(entity, place);
        }
        places[at++] = place;
      }
    }
    return writeTexts(this.#writer, 'entity', dictionary, places);
  }
}

function runsOf(
  buffers: readonly RowBuffer[],
  column: (buffer: RowBuffer) => Float64Array,
): Runs<number> {
  const runs: Runs<number> = { values: [], counts: [] };
  for (const buffer of buffers) {
    const values = column(buffer);
    let first = 0;
    for (let row = 1; row <= buffer.length; row++) {
      if (row < buffer.length && values[row] === values[first]) continue;
      addRun(runs, values[first]!, row - first);
      first = row;
    }
  }
  return runs;
}

function wordRuns(
  buffers: readonly RowBuffer[],
  word: (buffer: RowBuffer) => string,
): Runs<string> {
  const runs: Runs<string> = { values: [], counts: [] };
  for (const buffer of buffers) addRun(runs, word(buffer), buffer.length);
  return runs;
}

function concatenate(
  rows: number,
  buffers: readonly RowBuffer[],
  statistic: Statistic,
): Float64Array {
  const whole = new Float64Array(rows);
  let at = 0;
  for (const { values, length } of buffers) {
    whole.set(values[statistic]!.subarray(0, length), at);
    at += length;
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
