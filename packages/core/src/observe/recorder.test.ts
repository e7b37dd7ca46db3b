import { describe, expect, it } from 'vitest';
import type { MetricSpec } from '../declare/index.ts';
import { MetricStore } from './metrics.ts';
import type { RecordedRow, RecorderConfig } from './recorder.ts';

const specs: readonly MetricSpec[] = [
  { name: 'vm.cpu.usedMHz', entity: 'vm', kind: 'gauge', unit: 'MHz', doc: '' },
  { name: 'vm.cpu.readyPercent', entity: 'vm', kind: 'gauge', unit: '%', doc: '' },
  { name: 'vm.downtimeSeconds', entity: 'vm', kind: 'integral', unit: 's', doc: '' },
  { name: 'host.cpu.usedMHz', entity: 'host', kind: 'gauge', unit: 'MHz', doc: '' },
];

/** Three VMs and a host; VM i uses i + k MHz in the k-th interval of 10 s. */
function run(intervals: number, config: Partial<RecorderConfig>) {
  const clock = { nowSeconds: 0 };
  const store = new MetricStore(clock);
  for (const spec of specs) store.define(spec, spec.entity === 'vm' ? 3 : 1);
  const recorder = store.record({ intervalSeconds: 10, stats: ['mean', 'max'], ...config });
  const rows: RecordedRow[] = [];
  recorder.onRow((row) => {
    const blocks = row.blocks.map((block) => ({
      ...block,
      mean: block.mean?.slice(),
      growth: block.growth?.slice(),
    }));
    rows.push({ ...row, blocks });
  });
  for (let k = 0; k < intervals; k++) {
    for (let vm = 0; vm < 3; vm++) store.metric('vm.cpu.usedMHz')?.set(vm, vm + k);
    store.metric('vm.downtimeSeconds')?.set(1, k % 2);
    clock.nowSeconds = 10 * (k + 1);
    recorder.closeInterval(clock.nowSeconds);
  }
  return { clock, store, recorder, rows };
}

describe('a recorder', () => {
  it('keeps one row an interval for the chosen metrics', () => {
    const { recorder } = run(3, { metrics: ['vm.cpu.*'] });
    expect(recorder.metrics.map((metric) => metric.spec.name)).toEqual([
      'vm.cpu.usedMHz',
      'vm.cpu.readyPercent',
    ]);
    const series = recorder.series('vm.cpu.usedMHz', 2);
    expect([...(series?.fromSeconds ?? [])]).toEqual([0, 10, 20]);
    expect([...(series?.toSeconds ?? [])]).toEqual([10, 20, 30]);
    expect([...(series?.mean ?? [])]).toEqual([2, 3, 4]);
    expect(series?.min).toBeUndefined();
    expect(recorder.series('vm.downtimeSeconds', 1)).toBeUndefined();
  });

  it('keeps only the chosen entities of a kind, and all of the other kinds', () => {
    const { recorder, rows } = run(1, { entities: { vm: Int32Array.of(2, 0) } });
    expect([...(rows[0]?.blocks[0]?.mean ?? [])]).toEqual([2, 0]);
    expect([...(rows[0]?.blocks[0]?.entities ?? [])]).toEqual([2, 0]);
    expect(rows[0]?.blocks[3]?.entities).toBeUndefined();
    expect(recorder.series('vm.cpu.usedMHz', 1)).toBeUndefined();
    expect([...(recorder.series('vm.cpu.usedMHz', 2)?.mean ?? [])]).toEqual([2]);
  });

  it('closes a last, shorter interval and does nothing when no time has passed', () => {
    const { clock, recorder, rows } = run(2, {});
    clock.nowSeconds = 24;
    recorder.closeInterval(24);
    recorder.closeInterval(24);
    expect(rows.map((row) => [row.fromSeconds, row.toSeconds])).toEqual([
      [0, 10],
      [10, 20],
      [20, 24],
    ]);
  });

  it('tells rows and keeps none when asked to', () => {
    const { recorder, rows } = run(4, { keep: false });
    expect(rows.map((row) => row.blocks[0]?.mean?.[1])).toEqual([1, 2, 3, 4]);
    expect(recorder.series('vm.cpu.usedMHz', 1)).toBeUndefined();
    expect(recorder.aggregates('vm.cpu.usedMHz', 1)?.mean).toBe(2.5);
  });

  it('gives entities that come later a series from then on', () => {
    const { clock, store, recorder } = run(2, {});
    clock.nowSeconds = 25;
    store.setCount('vm', 5);
    store.metric('vm.cpu.usedMHz')?.set(4, 60);
    clock.nowSeconds = 30;
    recorder.closeInterval(30);
    const series = recorder.series('vm.cpu.usedMHz', 4);
    expect([...(series?.toSeconds ?? [])]).toEqual([30]);
    expect([...(series?.mean ?? [])]).toEqual([60]);
    expect(recorder.aggregates('vm.cpu.usedMHz', 4)?.mean).toBe(60);
    expect([...(recorder.series('vm.cpu.usedMHz', 0)?.mean ?? [])]).toEqual([0, 1, 1]);
    expect([...(recorder.series('vm.downtimeSeconds', 4)?.growth ?? [])]).toEqual([0]);
  });

  it('merges rows when it holds too many doubles: exact means, and listeners see all rows', () => {
    const whole = run(37, {});
    const cells = 3 * 2 + 3 * 2 + 3 + 2;
    const { recorder, rows } = run(37, { maxCells: 8 * cells });
    expect(rows.length).toBe(37);
    expect(recorder.keptIntervalSeconds).toBe(80);
    const series = recorder.series('vm.cpu.usedMHz', 1);
    expect([...(series?.toSeconds ?? [])]).toEqual([80, 160, 240, 320, 370]);
    // VM 1 uses 1 + k in interval k: 1..8 in the first merged row, 33..37 in the last.
    expect([...(series?.mean ?? [])]).toEqual([4.5, 12.5, 20.5, 28.5, 35]);
    expect([...(series?.max ?? [])]).toEqual([8, 16, 24, 32, 37]);
    expect([...(recorder.series('vm.downtimeSeconds', 1)?.growth ?? [])]).toEqual([
      40, 40, 40, 40, 20,
    ]);
    for (const vm of [0, 1, 2]) {
      const name = 'vm.cpu.usedMHz';
      expect(recorder.aggregates(name, vm)).toEqual(whole.recorder.aggregates(name, vm));
    }
  });

  it('weights merged means by the seconds in which they applied', () => {
    const clock = { nowSeconds: 0 };
    const store = new MetricStore(clock);
    const ready = store.define(specs[1]!, 2, Number.NaN);
    const recorder = store.record({ intervalSeconds: 10, stats: ['mean'], maxCells: 2 });
    const to = (seconds: number) => {
      clock.nowSeconds = seconds;
    };
    to(8);
    ready.set(0, 30);
    to(10);
    recorder.closeInterval(10);
    ready.set(0, 10);
    to(18);
    ready.set(0, Number.NaN);
    to(20);
    recorder.closeInterval(20);
    expect([...(recorder.series('vm.cpu.readyPercent', 0)?.mean ?? [])]).toEqual([14]);
    to(30);
    recorder.closeInterval(30);
    expect([...(recorder.series('vm.cpu.readyPercent', 0)?.mean ?? [])]).toEqual([14]);
    expect([...(recorder.series('vm.cpu.readyPercent', 1)?.mean ?? [])]).toEqual([Number.NaN]);
  });

  it('gives percentiles of the whole recording, with what holds still, after its end too', () => {
    const { clock, store, recorder } = run(9, { percentiles: true });
    store.metric('vm.cpu.usedMHz')?.set(0, 1000);
    clock.nowSeconds = 100;
    expect(recorder.percentile('vm.cpu.usedMHz', 0, 50)).toBe(4);
    expect(recorder.percentile('vm.cpu.usedMHz', 0, 90)).toBe(8);
    expect(recorder.percentile('vm.cpu.usedMHz', 0, 95)).toBe(1000);
    recorder.release();
    store.metric('vm.cpu.usedMHz')?.set(0, 1);
    clock.nowSeconds = 1000;
    expect(recorder.percentile('vm.cpu.usedMHz', 0, 95)).toBe(1000);
    expect(recorder.percentile('vm.downtimeSeconds', 0, 95)).toBeNaN();
    expect(recorder.percentile('no.such', 0, 95)).toBeNaN();
  });
});
