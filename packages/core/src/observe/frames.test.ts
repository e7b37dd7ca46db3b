import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameSource } from './frames.ts';

function world() {
  const clock = { nowSeconds: 0 };
  const state = { rows: 3, used: Float64Array.of(1, 2, Number.NaN, 9), power: [1, 0, 1, 1] };
  const source = new FrameSource(clock);
  const rows = () => state.rows;
  source.column('vm', 'usedMHz', rows, { live: () => state.used });
  source.column('vm', 'power', rows, (row) => state.power[row]!, 'uint8');
  source.column('host', 'failed', 1, () => 0, 'uint8');
  return { clock, state, source };
}

describe('frames', () => {
  it('hold copies that do not reach back into the model', () => {
    const { state, source } = world();
    const frame = source.frame();
    expect(frame.tables['vm']).toEqual({
      rows: 3,
      columns: { usedMHz: Float64Array.of(1, 2, Number.NaN), power: Uint8Array.of(1, 0, 1) },
    });
    frame.tables['vm']!.columns['usedMHz']![0] = 77;
    expect(state.used[0]).toBe(1);
    expect(source.frame().tables['vm']!.columns['usedMHz']![0]).toBe(1);
  });

  it('tell each reader only the rows that changed since its own last frame', () => {
    const { clock, state, source } = world();
    const [early, late] = [source.reader(), source.reader()];
    early.frame();
    state.used[1] = 20;
    clock.nowSeconds = 5;
    expect(late.changes().kind).toBe('key');
    expect(early.changes()).toEqual({
      kind: 'delta',
      timeSeconds: 5,
      tables: {
        vm: {
          rows: 3,
          indices: Uint32Array.of(1),
          columns: { usedMHz: Float64Array.of(20) },
        },
      },
    });
    expect(early.changes()).toMatchObject({ kind: 'delta', tables: {} });
    expect(late.changes()).toMatchObject({ kind: 'delta', tables: {} });
  });

  it('tell rows that came, and are not fooled by what the reader does with a frame', () => {
    const { state, source } = world();
    const reader = source.reader();
    reader.frame().tables['vm']!.columns['power']![0] = 0;
    state.rows = 4;
    const frame = reader.changes();
    expect(frame.tables['vm']).toEqual({
      rows: 4,
      indices: Uint32Array.of(3),
      columns: { usedMHz: Float64Array.of(9), power: Uint8Array.of(1) },
    });
  });

  it('refuse a column twice and one of another length', () => {
    const { source } = world();
    expect(() => source.column('vm', 'power', 3, () => 0)).toThrow('defined twice');
    expect(() => source.column('vm', 'other', 2, () => 0)).toThrow('differ in length');
  });

  it('tell what a comparison of all values finds, whatever the columns', () => {
    const types = ['float64', 'float32', 'int32', 'uint32', 'uint16', 'uint8'] as const;
    const value = fc.constantFrom(0, 1, 2.5, 1e-9, 70000, Number.NaN);
    const rows = fc.array(fc.array(value, { minLength: 6, maxLength: 6 }), {
      minLength: 1,
      maxLength: 12,
    });
    const property = fc.property(fc.array(rows, { minLength: 2, maxLength: 4 }), (states) => {
      let now: number[][] = [];
      const source = new FrameSource({ nowSeconds: 0 });
      const count = (): number => now.length;
      types.forEach((type, column) => {
        source.column('vm', type, count, (row) => now[row]![column]!, type);
      });
      const reader = source.reader();
      const whole: Record<string, number[]> = {};
      for (const state of states) {
        now = [...state, ...now.slice(state.length)];
        const table = reader.changes().tables['vm'];
        for (const [name, values] of Object.entries(table?.columns ?? {})) {
          const known = whole[name] ?? [];
          whole[name] = known;
          const places = table && 'indices' in table ? table.indices : values.keys();
          [...places].forEach((row, at) => {
            known[row] = values[at]!;
          });
        }
        const frame = source.frame().tables['vm']!.columns;
        for (const type of types) expect(whole[type]).toEqual([...frame[type]!]);
      }
    });
    fc.assert(property, { seed: 20070107, numRuns: 200 });
  });

  it('hold values of a metric as float32, so that less than that is no change', () => {
    const state = { used: Float64Array.of(1000, 2000) };
    const source = new FrameSource({ nowSeconds: 0 });
    source.column('vm', 'usedMHz', 2, { live: () => state.used }, 'float32');
    const reader = source.reader();
    reader.frame();
    state.used[0] = 1000 + 1e-9;
    expect(reader.changes()).toMatchObject({ tables: {} });
    state.used[1] = 2000.5;
    expect(reader.changes().tables['vm']).toMatchObject({ indices: Uint32Array.of(1) });
  });
});
