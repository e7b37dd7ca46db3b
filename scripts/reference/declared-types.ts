import type { Mechanism } from '@vdcsim/core';

/** Rows of what mechanisms declare, taken from the mechanism's own type. */
export type MetricRow = Mechanism['metrics'][number];
export type EventRow = Mechanism['events'][number];
export type StateRow = Mechanism['states'][number];
export type CommandRow = Mechanism['commands'][number];
export type ErrorRow = Mechanism['errors'][number];
