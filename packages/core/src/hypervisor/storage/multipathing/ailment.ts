import type { Host } from '../../../inventory/entities.ts';
import type { Cable } from '../../../inventory/storage/fabric-entities.ts';
import type { PartHealth } from '../../../inventory/storage/part-health.ts';
import type { Path } from '../../../inventory/storage/path.ts';

/**
 * What is wrong with a way to storage, by how the host comes to know it: the link of its own
 * adapter is down; something at the far end is gone, of which the fabric tells; or something
 * answers nothing, of which nobody tells.
 */
export type Ailment = 'link-down' | 'far-end' | 'hang';

/** Cables by the adapter or array port that they belong to. */
export type CableOf = ReadonlyMap<Cable['end'], Cable>;

/** Ailments from the soonest noticed on. */
const fromPlainest: readonly Ailment[] = ['link-down', 'far-end', 'hang'];

/** What is wrong with a path, the part that is noticed first; undefined: I/O gets through. */
export function ailmentOf({ hba, port, route }: Path, cableOf: CableOf): Ailment | undefined {
  const { controller } = port;
  const near = [hba.health, cableOf.get(hba)!.health, route.junctions[0]!.health];
  const far: PartHealth[] = [
    ...route.junctions.slice(1).map(({ health }) => health),
    ...route.links.map(({ health }) => health),
    ...[cableOf.get(port)!.health, port.health, controller.health, controller.array.health],
  ];
  if (near.some((health) => health.isFailed)) return 'link-down';
  if (far.some((health) => health.isFailed)) return 'far-end';
  return [...near, ...far].every((health) => health.isUp) ? undefined : 'hang';
}

/** The plainer of two ailments. */
export function plainer(one: Ailment, other: Ailment): Ailment {
  return fromPlainest.find((each) => each === one || each === other)!;
}

/**
 * How long I/O stands still until a path with an ailment is given up, by the driver of its adapter.
 *
 * Fibre Channel: link down of the adapter itself, the driver's link-down time-out; a port that is
 * gone from the fabric, `n` port-down retries of 2 s and a little more; no answer, the time-out of
 * a SCSI command and the aborts that follow. Software iSCSI knows silence only: its ping, the
 * ping's time-out, and its recovery time-out, whatever is broken.
 * Source: ESX2ADM (2n s, n of 15), COUPLING 1.9 [M], VSST (30 to 60 s).
 */
export function stallSeconds(ailment: Ailment, { kind }: Path['hba']['spec'], host: Host): number {
  const { platform } = host;
  if (kind === 'iscsi') return platform.number('iscsiRecoverySeconds');
  switch (ailment) {
    case 'link-down':
      return platform.number('linkDownSeconds');
    case 'far-end':
      return 2 * platform.number('portDownRetries') + littleOverSeconds;
    case 'hang':
      return platform.number('commandTimeoutSeconds') + platform.number('abortSeconds');
  }
}

/** assumption: the "little over" of ESX2ADM. */
const littleOverSeconds = 1;
