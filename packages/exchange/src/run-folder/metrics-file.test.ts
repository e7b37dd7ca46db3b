import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { Recorder } from '@vdcsim/core';
import { parquetReadObjects } from 'hyparquet';
import { expect, test } from 'vitest';
import { nodeDisk } from './disk.ts';
import { MetricsFile } from './metrics-file.ts';
import { recording, temporaryFolder, vmCount } from './run-folder.fixtures.ts';

interface MetricRow {
  readonly timeSeconds: number;
  readonly seconds: number;
  readonly kind: string;
  readonly entity: string;
  readonly metric: string;
  readonly mean: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly growth: number | null;
}

function written(intervals = 5): { path: string; recorder: Recorder } {
  const path = join(temporaryFolder(), 'metrics.parquet');
  const { recorder, play } = recording(intervals);
  const file = new MetricsFile(nodeDisk, path, (kind, index) => `${kind}${index}`, 'test');
  recorder.onRow((row) => file.append(row));
  play();
  file.closeDurably();
  return { path, recorder };
}

/** What the recorder kept, as the rows that the file must hold. */
function expected(recorder: Recorder): MetricRow[] {
  const rows: MetricRow[] = [];
  for (const { spec } of recorder.metrics) {
    for (let index = 0; index < vmCount; index++) {
      const series = recorder.series(spec.name, index)!;
      series.fromSeconds.forEach((from, at) => {
        const first = series.mean?.[at] ?? series.growth?.[at] ?? Number.NaN;
        if (Number.isNaN(first)) return;
        const seconds = series.toSeconds[at]! - from;
        const isPartial = spec.name === 'vm.ready' && from === 120;
        rows.push({
          ...{ timeSeconds: from, seconds: isPartial ? 40 : seconds },
          ...{ kind: 'vm', entity: `vm${index}`, metric: spec.name },
          mean: series.mean?.[at] ?? null,
          min: series.min?.[at] ?? null,
          max: series.max?.[at] ?? null,
          growth: series.growth?.[at] ?? null,
        });
      });
    }
  }
  return rows.sort(inOrder);
}

function inOrder(a: MetricRow, b: MetricRow): number {
  const key = (row: MetricRow): string =>
    `${row.metric} ${row.entity} ${String(row.timeSeconds).padStart(9, '0')}`;
  return key(a) < key(b) ? -1 : 1;
}

test('hyparquet reads back to the bit what the recorder kept', async () => {
  const { path, recorder } = written();
  const bytes = readFileSync(path);
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
  const rows = (await parquetReadObjects({ file })) as unknown as MetricRow[];
  expect(rows.sort(inOrder)).toEqual(expected(recorder));
});

test('DuckDB reads back to the bit what the recorder kept', async () => {
  const { path, recorder } = written();
  const rows = await query<MetricRow>(`select * from '${path}'`);
  expect(rows.sort(inOrder)).toEqual(expected(recorder));
});

test('an entity to which a metric never applied has no row', async () => {
  const { path } = written();
  const rows = await query<{ n: bigint }>(
    `select count(*) as n from '${path}' where metric = 'vm.ready' and entity = 'vm2'`,
  );
  expect(Number(rows[0]!.n)).toBe(0);
});

test('6000 intervals fill several row groups, and sums over all of them are right', async () => {
  const { path, recorder } = written(6000);
  const rows = await query<{ entity: string; down: number; mean: number }>(
    `select entity, sum(growth) as down,
       sum(mean * seconds) / sum(seconds) as mean
     from '${path}' group by entity order by entity`,
  );
  expect(rows.length).toBe(vmCount);
  rows.forEach((row, index) => {
    expect(row.down).toBe(recorder.aggregates('vm.downSeconds', index)!.growth);
  });
  const groups = await query<{ n: bigint }>(
    `select count(distinct row_group_id) as n from parquet_metadata('${path}')`,
  );
  expect(Number(groups[0]!.n)).toBeGreaterThanOrEqual(2);
});

async function query<Row>(sql: string): Promise<Row[]> {
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const reader = await connection.runAndReadAll(sql);
  const rows = reader.getRowObjects() as unknown as Row[];
  connection.closeSync();
  return rows;
}
