export type * from './expectation.ts';
export type * from './keys.ts';
export type * from './tables.ts';
