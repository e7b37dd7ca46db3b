import type { TimerId } from '../../../engine/index.ts';
import type { Lun } from '../../../inventory/storage/array-entities.ts';
import type { Mount } from '../../../inventory/storage/mount.ts';
import type { Path } from '../../../inventory/storage/path.ts';
import type { EventId } from '../../../observe/event-log.ts';
import { PathPolicy } from './path-policy.ts';

/** A mount, with what its host knows and remembers of the way to it. */
export class Ways {
  readonly mount: Mount;
  /** Undefined where the datastore is on no LUN. */
  readonly policy: PathPolicy | undefined;
  /** Path in use, or the last one that was. */
  current: Path | undefined = undefined;
  /** VMs of the host with disks there that do I/O. */
  load = 0;
  /** A file server has been silent for too long. */
  isSilent = false;
  /** All paths have been down for too long. */
  isGivenUp = false;
  /** What led to its present state. */
  cause: EventId | undefined = undefined;
  /** Ends the patience with a silent file server, then that with a mount that is down. */
  timer: TimerId | undefined = undefined;

  constructor(mount: Mount) {
    this.mount = mount;
    const { lun } = mount;
    this.policy = lun === undefined ? undefined : new PathPolicy(mount.host, lun);
  }

  /** I/O that finds no device ends in errors; otherwise it is tried until one is there. */
  get failsIo(): boolean {
    if (this.mount.isDeviceLost) return true;
    return this.isGivenUp && !this.mount.host.platform.flag('retriesLostIo');
  }

  /** A host that starts remembers nothing. */
  reset(): void {
    this.current = undefined;
    this.mount.isDeviceLost = false;
    this.isSilent = false;
    this.isGivenUp = false;
  }
}

/** Whether a LUN answers that it is gone: itself, or the disks that it lies on. */
export function isDeviceFailed({ health, raidGroup }: Lun): boolean {
  return health.isFailed || raidGroup?.health.isFailed === true;
}

/** Whether a LUN, or what it lies on, answers nothing although its controllers do. */
export function isDeviceHung({ health, raidGroup }: Lun): boolean {
  return health.isHung || raidGroup?.health.isHung === true;
}
