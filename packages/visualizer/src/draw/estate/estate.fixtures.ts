/** A small estate for tests: clusters of 16, 20 and 3 hosts, some VMs each. */
import type { MapState } from '../contract.ts';
import { type FixedHost, type FixedVm, mapOf } from '../draw.fixtures.ts';

const clusterSizes = [16, 20, 3];

export function smallEstate(more: Partial<MapState> = {}): MapState {
  const hosts: FixedHost[] = clusterSizes.flatMap((size, cluster) =>
    Array.from({ length: size }, (_, row) => ({
      ...{ name: `esx${cluster}${String(row).padStart(2, '0')}`, cluster },
      ...{ used: cluster === 2 ? 99 : 30, ready: cluster === 2 ? 12 : 0 },
    })),
  );
  const vms: FixedVm[] = hosts.flatMap((_, host) =>
    Array.from({ length: 2 + (host % 4) }, (_, place) => ({
      ...{ name: `vm${String(host).padStart(2, '0')}${place}`, host },
      ...(host >= 36 ? { run: 50, ready: 6 + 6 * place } : { run: place === 0 ? 1 : 30, ready: 1 }),
    })),
  );
  return mapOf(hosts, vms, more);
}
