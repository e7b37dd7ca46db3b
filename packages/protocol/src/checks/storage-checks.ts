import type { SceneEntity } from '../scene-entity.ts';
import type {
  RowOf,
  SceneArray,
  SceneCable,
  SceneController,
  SceneDatastore,
  SceneDisk,
  SceneHba,
  SceneJunction,
  SceneLink,
  SceneLun,
  SceneMount,
  SceneNas,
  SceneNic,
  ScenePath,
  ScenePort,
  SceneRaidGroup,
  SceneStorage,
} from '../scene-storage.ts';
import { bad, type Check, list, number, orNull, shape, text, whole } from './check.ts';

/** Longest name, in characters. */
export const nameLongest = 1000;

const name = text(nameLongest);
const row = whole();
/** A row, or -1 for none. */
const rowOrNone = whole(-1);
const entity = { id: whole(), kind: name, name };
const megabytes = number(0);
const place = shape<RowOf>({ kind: name, row });

const rows = list(row);
const pair: Check<readonly [number, number]> = (value, path) => {
  const both = rows(value, path);
  if (both.length !== 2) throw bad(path, `${both.length} rows`, 'two');
  return both as unknown as readonly [number, number];
};

const junction = shape<SceneJunction>({ ...entity, payloadMBps: megabytes });

const hba = shape<SceneHba>({
  ...entity,
  host: row,
  interface: name,
  cabledTo: place,
  payloadMBps: megabytes,
  queueDepth: number(0),
});

const port = shape<ScenePort>({
  ...entity,
  controller: row,
  cabledTo: place,
  payloadMBps: megabytes,
});

const raidGroup = shape<SceneRaidGroup>({
  ...entity,
  array: rowOrNone,
  level: name,
  diskClass: name,
  spindles: whole(),
});

const lun = shape<SceneLun>({
  ...entity,
  array: row,
  raidGroup: rowOrNone,
  controller: rowOrNone,
  sizeMiB: number(0),
});

const datastore = shape<SceneDatastore>({
  ...entity,
  on: orNull(place),
  format: name,
  capacityMiB: orNull(number(0)),
});

/** What a scene says of storage. */
export const storage = shape<SceneStorage>({
  networks: list(junction),
  switches: list(junction),
  links: list(shape<SceneLink>({ ...entity, between: pair, payloadMBps: megabytes })),
  arrays: list(shape<SceneArray>({ ...entity, access: name })),
  controllers: list(shape<SceneController>({ ...entity, array: row })),
  ports: list(port),
  raidGroups: list(raidGroup),
  luns: list(lun),
  nas: list(shape<SceneNas>({ ...entity, network: row })),
  datastores: list(datastore),
  hbas: list(hba),
  nics: list(shape<SceneNic>({ ...entity, owner: place, network: row, payloadMBps: megabytes })),
  cables: list(shape<SceneCable>({ ...entity, end: place })),
  spindles: list(shape<SceneEntity>(entity)),
  paths: list(shape<ScenePath>({ ...entity, hba: row, port: row, junctions: list(place) })),
  mounts: list(shape<SceneMount>({ host: row, datastore: row, firstRow: row, paths: rows })),
  disks: list(shape<SceneDisk>({ ...entity, vm: row, datastore: row, sizeMiB: number(0) })),
});
