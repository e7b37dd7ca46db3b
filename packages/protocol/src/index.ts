/** Messages between a simulation that is watched and its viewers. */
export type * from './frame.ts';
export * from './messages.ts';
export type * from './scene.ts';
export type * from './told.ts';
