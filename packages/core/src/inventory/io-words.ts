/** What can keep a stream from getting more, in the order in which equals are told. */
export const ioWords = [
  'demand',
  'guest-queue',
  'host-queue',
  'limit',
  'stalled',
  'hba',
  'link',
  'port',
  'array',
  'disks',
  'datastore',
  'nic',
  'network',
  'nas',
  'paths',
] as const;
export type IoWord = (typeof ioWords)[number];
