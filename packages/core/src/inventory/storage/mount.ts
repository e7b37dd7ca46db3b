import type { Host } from '../entities.ts';
import type { Lun } from './array-entities.ts';
import type { Datastore } from './datastore-entities.ts';
import type { Path } from './path.ts';

/**
 * Whether I/O of a host to a datastore gets through: `open`; `stalled`, it stands still until a
 * path is found dead or another one is ready; `down`, no path is left but one may return (all paths
 * down); `lost`, the datastore is gone for good (permanent device loss) or was given up.
 */
export type MountState = 'open' | 'stalled' | 'down' | 'lost';

/** How I/O uses several paths: one of them, each in turn, or whichever has the shortest queue. */
export type PathSpread = 'one' | 'in-turn' | 'by-queue';

/** Word for one path of one mount. */
export type PathState = 'active' | 'standby' | 'dead' | 'disabled';

/**
 * A host's way to a datastore that it sees: a LUN over its paths, a file server over its NICs, a
 * local disk. Multipathing decides, the I/O channel obeys: all I/O of the host on the datastore
 * takes the paths in `using`, and stands still while the state is not `open`.
 */
export class Mount {
  readonly kind = 'mount';
  readonly index: number;
  readonly host: Host;
  readonly datastore: Datastore;
  /** All paths to its LUN, in their order; none where the datastore is on no LUN. */
  readonly paths: readonly Path[];
  /** Row of the first of its paths in tables of all mounts' paths. */
  readonly firstRow: number;
  state: MountState = 'open';
  /** Paths that I/O takes; none while none serves, and where the datastore is on no LUN. */
  using: readonly Path[] = [];
  spread: PathSpread = 'one';
  /** Lost because the device has said that it is gone for good. */
  isDeviceLost = false;
  /** Most requests a second that get through while its LUN thrashes between controllers. */
  mostIops = Number.POSITIVE_INFINITY;
  /** By path of `paths`. */
  readonly pathStates: PathState[];

  constructor(
    index: number,
    ends: { readonly host: Host; readonly datastore: Datastore },
    paths: readonly Path[],
    firstRow: number,
  ) {
    this.index = index;
    this.host = ends.host;
    this.datastore = ends.datastore;
    this.paths = paths;
    this.firstRow = firstRow;
    this.pathStates = paths.map(() => 'standby');
  }

  get lun(): Lun | undefined {
    const { backing } = this.datastore;
    return backing.on === 'lun' ? backing.lun : undefined;
  }
}
