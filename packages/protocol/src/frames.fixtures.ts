import fc from 'fast-check';
import type { ColumnArray, DeltaFrame, DeltaTable, KeyFrame, KeyTable } from './frame.ts';

/** Arrays of every type that a frame can hold. */
const arrays = [Float64Array, Float32Array, Int32Array, Uint32Array, Uint16Array, Uint8Array];

const anyName = fc.constantFrom('a', 'vm', 'host', 'state', 'usedMHz', 'x1', 'toString');

const column = (length: number): fc.Arbitrary<ColumnArray> =>
  fc
    .tuple(
      fc.constantFrom(...arrays),
      fc.array(fc.double({ noDefaultInfinity: true }), { minLength: length, maxLength: length }),
    )
    .map(([type, values]) => type.from(values));

const columnsOf = (length: number): fc.Arbitrary<Record<string, ColumnArray>> =>
  fc.dictionary(anyName, column(length), { maxKeys: 5 });

const keyTable: fc.Arbitrary<KeyTable> = fc
  .nat({ max: 12 })
  .chain((rows) => columnsOf(rows).map((columns) => ({ rows, columns })));

const deltaTable: fc.Arbitrary<DeltaTable> = fc
  .tuple(fc.nat({ max: 30 }), fc.uniqueArray(fc.nat({ max: 29 }), { maxLength: 12 }))
  .chain(([rows, picked]) => {
    const indices = Uint32Array.from(picked.filter((row) => row < rows)).sort();
    return columnsOf(indices.length).map((columns) => ({ rows, indices, columns }));
  });

const timeSeconds = fc.double({ min: 0, max: 1e9, noNaN: true });

export const keyFrames: fc.Arbitrary<KeyFrame> = fc.record({
  kind: fc.constant('key' as const),
  number: fc.integer({ min: 1, max: 0xffffffff }),
  timeSeconds,
  tables: fc.dictionary(anyName, keyTable, { maxKeys: 4 }),
});

export const deltaFrames: fc.Arbitrary<DeltaFrame> = fc
  .tuple(fc.integer({ min: 1, max: 0xffffffff }), fc.nat({ max: 1000 }))
  .chain(([number, back]) =>
    fc.record({
      kind: fc.constant('delta' as const),
      number: fc.constant(number),
      base: fc.constant(Math.max(0, number - 1 - back)),
      timeSeconds,
      tables: fc.dictionary(anyName, deltaTable, { maxKeys: 4 }),
    }),
  );

/** A small frame of each kind, the one of the reference page first. */
export const smallKey: KeyFrame = {
  kind: 'key',
  number: 1,
  timeSeconds: 0,
  tables: {
    host: {
      rows: 2,
      columns: { state: Uint8Array.of(0, 1), usedMHz: Float32Array.of(1500, 0) },
    },
  },
};

export const smallDelta: DeltaFrame = {
  kind: 'delta',
  number: 2,
  base: 1,
  timeSeconds: 0.5,
  tables: {
    host: {
      rows: 2,
      indices: Uint32Array.of(1),
      columns: { state: Uint8Array.of(0), usedMHz: Float32Array.of(250) },
    },
  },
};
