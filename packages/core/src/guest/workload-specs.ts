export type * from '../inventory/workload-specs.ts';
