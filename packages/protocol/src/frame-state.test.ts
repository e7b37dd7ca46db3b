import { describe, expect, it } from 'vitest';
import type { DeltaTable } from './frame.ts';
import { smallDelta, smallKey } from './frames.fixtures.ts';
import { FrameState, ProtocolError } from './index.ts';

function stateAfterKey(): FrameState {
  const state = new FrameState();
  state.apply(smallKey);
  return state;
}

function delta(table: Partial<DeltaTable>, base = 1) {
  const host = { ...smallDelta.tables['host']!, ...table };
  return { ...smallDelta, base, number: base + 1, tables: { host } };
}

describe('the state that a viewer keeps', () => {
  it('is the key frame, then what the deltas change', () => {
    const state = stateAfterKey();
    state.apply(smallDelta);
    expect([state.number, state.timeSeconds]).toEqual([2, 0.5]);
    expect(state.tables['host']).toEqual({
      rows: 2,
      columns: { state: Uint8Array.of(0, 0), usedMHz: Float32Array.of(1500, 250) },
    });
  });

  it('is a copy: a frame may be changed after it', () => {
    const state = new FrameState();
    const usedMHz = Float32Array.of(1);
    const tables = { host: { rows: 1, columns: { usedMHz } } };
    state.apply({ kind: 'key', number: 1, timeSeconds: 0, tables });
    usedMHz[0] = 7;
    expect(state.tables['host']!.columns['usedMHz']![0]).toBe(1);
  });

  it('as one key frame brings a later viewer to the same', () => {
    const state = stateAfterKey();
    state.apply(smallDelta);
    const later = new FrameState();
    later.apply(state.keyFrame());
    expect(later.keyFrame()).toEqual(state.keyFrame());
  });

  it('grows by rows that are told, and takes no others', () => {
    const state = stateAfterKey();
    const columns = { state: Uint8Array.of(2), usedMHz: Float32Array.of(3) };
    state.apply(delta({ rows: 3, indices: Uint32Array.of(2), columns }));
    expect(state.tables['host']!.columns['usedMHz']).toEqual(Float32Array.of(1500, 0, 3));
    expect(() => state.apply(delta({ rows: 1000000, indices: Uint32Array.of(2) }, 2))).toThrow(
      'no frame told of',
    );
    expect(() => state.apply(delta({ rows: 2 }, 2))).toThrow('shorter');
  });

  it('refuses a delta on another frame, and is unchanged by it', () => {
    const fresh = new FrameState();
    expect(() => fresh.apply(smallDelta)).toThrow(ProtocolError);
    const state = stateAfterKey();
    expect(() => state.apply(delta({}, 5))).toThrow('a delta on frame 5 came after frame 1');
    const columns = { state: Float64Array.of(1) };
    expect(() => state.apply(delta({ columns }))).toThrow('column state of host is another');
    expect(() => state.apply(delta({ columns: { other: Uint8Array.of(1) } }))).toThrow('other');
    expect(state.keyFrame()).toEqual(smallKey);
  });
});
