import type { Scenario } from '../../../inventory/scenario.ts';
import { implicitNetwork } from '../../../inventory/storage/build-storage.ts';
import type { LinkSpec, SwitchSpec, ZoneSpec } from '../../../inventory/storage/storage-specs.ts';

/** An adapter or an array port, and what its cable leads to. */
export interface CabledEnd {
  /** In full: `esx01:vmhba0`, `array1:spa:p0`. */
  readonly name: string;
  /** Host or array. */
  readonly owner: string;
  /** Name of a switch or network. */
  readonly cabledTo: string;
}

/** Who is cabled to what, by names: all that paths depend on. */
export interface Cabling {
  readonly switches: readonly SwitchSpec[];
  readonly links: readonly LinkSpec[];
  readonly zones: readonly ZoneSpec[];
  readonly networks: readonly string[];
  /** Host by host. */
  readonly hbas: readonly CabledEnd[];
  /** Array by array, controller by controller. */
  readonly ports: readonly CabledEnd[];
}

/** The parts of a scenario from which storage is reached. */
export type StorageParts = Pick<Scenario, 'hosts' | 'networks' | 'storage'>;

/** The cabling of a scenario; its order is that of the entities' indices. */
export function cablingOf({ hosts, networks = [], storage }: StorageParts): Cabling {
  const { switches = [], links = [], zones = [], arrays = [] } = storage ?? {};
  return {
    switches,
    links,
    zones,
    networks: networks.length === 0 ? [implicitNetwork] : networks.map(({ name }) => name),
    hbas: hosts.flatMap((host) =>
      (host.hbas ?? []).map(({ name, cabledTo }) => {
        return { name: `${host.name}:${name}`, owner: host.name, cabledTo };
      }),
    ),
    ports: arrays.flatMap((array) =>
      array.controllers.flatMap((controller) =>
        controller.ports.map(({ name, cabledTo }) => {
          const full = `${array.name}:${controller.name}:${name}`;
          return { name: full, owner: array.name, cabledTo };
        }),
      ),
    ),
  };
}
