import { at, cluster, host, Lab, lab, steady, vm } from '../../../test/lab.ts';
import type {
  ArrayKind,
  HbaSpec,
  MultipathingSpec,
  Scenario,
  StorageSpec,
  VmSpec,
} from '../src/index.ts';

/**
 * The SAN of the example path-failure-under-load: two HBAs a host, fabric fcA, fabric fcB with a
 * second switch fcC behind two links, an array of two controllers with a port on each, two LUNs.
 */

const hba = (name: string, cabledTo: string): HbaSpec => ({ name, kind: 'fc', cabledTo });

export function san(kind: ArrayKind, format: 'vmfs' | 'raw' = 'vmfs'): StorageSpec {
  const ports = [
    { name: 'p0', cabledTo: 'fcA' },
    { name: 'p1', cabledTo: 'fcC' },
  ];
  return {
    switches: [{ name: 'fcA' }, { name: 'fcB' }, { name: 'fcC' }],
    links: [
      { name: 'isl1', between: ['fcB', 'fcC'] },
      { name: 'isl2', between: ['fcB', 'fcC'] },
    ],
    zones: [],
    arrays: [
      {
        name: 'array1',
        kind,
        controllers: [
          { name: 'spa', ports },
          { name: 'spb', ports },
        ],
        raidGroups: [{ name: 'rg1', spindles: 4, raid: 'raid10' }],
        luns: [
          { name: 'lun1', sizeMiB: 204_800, controller: 'spa' },
          { name: 'lun2', sizeMiB: 204_800, controller: 'spb' },
        ],
      },
    ],
    nas: [{ name: 'filer', network: 'lan' }],
    datastores: [
      { name: 'ds1', kind: format, lun: 'lun1' },
      { name: 'ds2', kind: format, lun: 'lun2' },
      { name: 'share', nas: 'filer', sizeMiB: 204_800 },
    ],
  };
}

export interface SanParts {
  readonly kind?: ArrayKind;
  readonly platform?: string;
  /** Absent: vmfs of ESX, raw of the others. */
  readonly format?: 'vmfs' | 'raw';
  readonly multipathing?: Readonly<Record<string, MultipathingSpec>>;
  readonly vms?: readonly VmSpec[];
  readonly hosts?: readonly string[];
  readonly more?: Partial<Scenario>;
}

/** A VM with a disk on a datastore. */
export function machine(
  name: string,
  on: string,
  datastore: string,
  more: Partial<VmSpec> = {},
): VmSpec {
  const disks = [{ name: 'disk0', sizeMiB: 1024, usedFraction: 0.5, thin: false }];
  return vm(name, { host: on, datastore, disks, workload: 'half', ...more });
}

/** A farm of two hosts, each with a VM on the first LUN, that survives an hour of silence. */
export function farm(parts: SanParts, timeline: Scenario['timeline']): SanLab {
  const { kind = 'active-passive', platform = 'esx41', multipathing = {} } = parts;
  const names = parts.hosts ?? ['esx01', 'esx02'];
  const patient = { diskTimeoutSeconds: 3600 };
  return new SanLab(
    lab({
      storage: san(kind, parts.format ?? (platform.startsWith('esx') ? 'vmfs' : 'raw')),
      hosts: names.map((name) =>
        host(name, {
          platform,
          hbas: [hba('vmhba0', 'fcA'), hba('vmhba1', 'fcB')],
          ...(multipathing[name] !== undefined && { multipathing: multipathing[name] }),
        }),
      ),
      clusters: [cluster('prod', names)],
      workloads: [steady('half', 50)],
      vms: parts.vms ?? names.map((name, i) => machine(`db0${i + 1}`, name, 'ds1', patient)),
      timeline,
      ...parts.more,
    }),
  );
}

/** A run that is read by the names of parts. */
export class SanLab extends Lab {
  /** `32 esx01 path.failedOver`: when what happened to whom. */
  told(...types: readonly string[]): string[] {
    const { directory } = this.simulation;
    return this.events(...types).map(({ timeSeconds, subject, type }) => {
      return `${timeSeconds} ${directory.nameOf(subject)} ${type.split('.')[1]}`;
    });
  }

  override now(metric: string, name: string): number {
    const row = this.simulation.directory.find(name)!;
    return this.simulation.metrics.metric(metric)!.value(row.index);
  }

  /** Path that a host's I/O on a LUN took last, as the events tell it. */
  tookLast(hostName: string): string | undefined {
    const events = this.events('path.failedOver', 'path.failedBack');
    return events.filter((event) => this.subject(event) === hostName).at(-1)?.data['path'] as
      | string
      | undefined;
  }
}

export { at };
