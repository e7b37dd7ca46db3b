/** A column of the platform table: a constant, or a mechanism that a product has. */
export interface PlatformColumn {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  readonly type: 'number' | 'word' | 'flag';
  readonly words?: readonly string[];
  /** Value of each platform and where it comes from, in the order of `platformNames`. */
  readonly cells: readonly (readonly [value: number | string | boolean, source: string])[];
}

/** Cells of a column in which all platforms agree. */
export function everywhere(
  value: number | string | boolean,
  source: string,
): PlatformColumn['cells'] {
  return Array.from({ length: platformCount }, () => [value, source] as const);
}

/** Rows of the table. A test holds that every column has as many cells. */
const platformCount = 12;
