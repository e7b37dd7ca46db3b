export type * from './declare/expectation.ts';
export type * from './inventory/scenario.ts';
