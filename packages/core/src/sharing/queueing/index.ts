/** Laws of queueing for input and output: devices, queues, disks, caches, links, and control. */
export * from './device.ts';
export * from './disk-classes.ts';
export * from './disk-mix.ts';
export * from './disk-time.ts';
export * from './latency-control.ts';
export * from './latency-search.ts';
export * from './latency-spread.ts';
export * from './latency-sweep.ts';
export * from './slots.ts';
export * from './transport.ts';
export * from './write-back-cache.ts';
