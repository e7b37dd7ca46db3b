/**
 * What the language has and no mechanism honours yet, so that a key of a later version is refused
 * with those words and not as a slip of the pen. A declared key needs no row here: it wins, unless
 * its row withholds it.
 */

interface Reservation {
  /** What will bring the keys; empty where that is not settled. */
  readonly comesWith: string;
  /** Keys by shape, separated by blanks. */
  readonly keys: Readonly<Record<string, string>>;
  /** Declared keys that nothing heeds yet are refused as well. Taking them out here opens them. */
  readonly isWithheld?: true;
}

const reservations: readonly Reservation[] = [
  {
    comesWith: 'the I/O channel',
    isWithheld: true,
    keys: {
      Host: 'multipathing',
      Vm: 'diskTimeout',
      Array: 'kind cloneRate recognises',
      Lun: 'controller',
      Stage: 'read write copy to streamed disk',
    },
  },
  {
    comesWith: 'networks',
    isWithheld: true,
    keys: { Network: 'carries allocation', Nic: 'mac' },
  },
  {
    comesWith: 'the I/O channel',
    keys: {
      Allocation: 'io storage',
      Ha: 'heartbeatDatastores onStorageLoss',
      Command: 'fill leaving rescan',
    },
  },
  {
    comesWith: 'networks',
    keys: {
      Allocation: 'bandwidth',
      Stage: 'send',
      Command: 'partition network',
    },
  },
  {
    comesWith: 'memory management',
    keys: { Demand: 'memory', Allocation: 'memory', Vm: 'tools' },
  },
  {
    comesWith: 'the full HA',
    keys: {
      Cluster: 'managementServer ft',
      Ha: 'admissionControl isolationResponse monitoring',
    },
  },
  {
    comesWith: 'placement and load balancing',
    keys: {
      Cluster: 'drs placement rules',
      Command: 'enterMaintenance exitMaintenance applyRecommendations',
    },
  },
  {
    comesWith: 'migration',
    keys: { Cluster: 'migration evc', Command: 'migrate migrateStorage method to' },
  },
  {
    comesWith: 'jobs on hosts',
    keys: { Scenario: 'physicalMachines', Job: 'allocation' },
  },
  { comesWith: 'plug-ins', keys: { Scenario: 'plugins', Workload: 'options' } },
  { comesWith: 'power and energy', keys: { Scenario: 'energy', Host: 'powerModel' } },
  { comesWith: 'hot add', keys: { Vm: 'hotAddable', Command: 'hotAdd vcpus memory nic' } },
  {
    comesWith: 'failures and repairs at random',
    keys: { Scenario: 'failures', Command: 'degrade by' },
  },
  {
    comesWith: 'backup',
    keys: {
      Scenario: 'backupServers backupTargets backups',
      Command: 'startBackup snapshot removeSnapshots quiesce restore backup',
    },
  },
  {
    comesWith: 'failover clusters and replication',
    keys: { Scenario: 'failoverClusters replications', Command: 'failOver failBack' },
  },
  {
    comesWith: 'provisioning',
    keys: {
      Scenario: 'provisioning',
      Vm: 'licences',
      Command: 'deploy cluster count as owner extendLease for approve delete cancel',
    },
  },
  { comesWith: 'virtual desktops', keys: { Scenario: 'vdi', Command: 'logOn' } },
  { comesWith: 'chargeback', keys: { Scenario: 'chargeback' } },
  { comesWith: 'monitoring', keys: { Scenario: 'monitoring' } },
  { comesWith: 'lessons', keys: { Scenario: 'lesson' } },
  {
    comesWith: '',
    keys: {
      Host: 'power tags',
      Vm: 'os owner tags power boot guestClock',
      Command: 'powerOn powerOff shutDown reset suspend resume fail effect repair',
    },
  },
];

/** Words of the language that are not built yet, by `Shape.key word`, with what brings them. */
const reservedWords: ReadonlyMap<string, string> = new Map([
  ['Scenario.kind experiment', 'experiments'],
  ['Scenario.kind campaign', 'failure campaigns'],
]);

/** Platforms of the language; those without a row in the table are not built yet. */
export const languagePlatforms: readonly string[] = [
  'esx2',
  'esx3',
  'esx4',
  'esx41',
  'esx5',
  'esx6',
  'vmware-server-1',
  'workstation-6',
  'xen31',
  'xenserver5',
  'virtual-server-2005',
  'hyperv-2008',
];

const byShapeAndKey = new Map<string, string>();
for (const reservation of reservations) {
  for (const key of keysOf(reservation)) byShapeAndKey.set(key, reservation.comesWith);
}

/** Declared keys, as `Shape.key`, that the language leaves out until something heeds them. */
export const withheldKeys: readonly string[] = reservations
  .filter(({ isWithheld }) => isWithheld)
  .flatMap(keysOf);

function keysOf({ keys }: Reservation): readonly string[] {
  return Object.entries(keys).flatMap(([shape, list]) =>
    list.split(' ').map((key) => `${shape}.${key}`),
  );
}

/** What will bring a key (empty if open); undefined if the language has no such key. */
export function reservedKey(shape: string, key: string): string | undefined {
  return byShapeAndKey.get(`${shape}.${key}`);
}

/** What will bring a word of a key; undefined if the language has no such word there. */
export function reservedWord(shape: string, key: string, word: string): string | undefined {
  return reservedWords.get(`${shape}.${key} ${word}`);
}

/** Remedy for something that comes later. */
export function comesLater(comesWith: string): string {
  return comesWith === '' ? 'leave it out' : `leave it out, it comes with ${comesWith}`;
}
