/** What vdcsim imports and exports: scenarios out of traces, run folders. */
export * from './import/index.ts';
export * from './run-folder/index.ts';
