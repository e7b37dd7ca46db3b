/** What vdcsim imports and exports: scenarios out of traces, run folders; and files on disk. */
export { diskFiles } from './disk-files.ts';
export * from './import/index.ts';
export * from './run-folder/index.ts';
