import type {
  StorageInventory,
  StoragePart,
} from '../../../inventory/storage/storage-inventory.ts';

/** Kinds of parts that can fail. */
export const partKinds = [
  ...(['hba', 'cable', 'switch', 'link', 'network', 'nic'] as const),
  ...(['array', 'controller', 'port', 'raidGroup', 'spindle', 'lun', 'nas'] as const),
] as const satisfies readonly StoragePart['kind'][];
export type PartKind = (typeof partKinds)[number];

/** What a kind is called in a sentence. */
export const partTitles: Readonly<Record<PartKind, string>> = {
  hba: 'host bus adapter',
  cable: 'cable',
  switch: 'switch',
  link: 'link between switches',
  network: 'network',
  nic: 'network adapter',
  array: 'array',
  controller: 'controller',
  port: 'array port',
  raidGroup: 'RAID group',
  spindle: 'disk',
  lun: 'LUN',
  nas: 'file server',
};

/** All parts of a kind, by index. */
export function partsOf(storage: StorageInventory, kind: PartKind): readonly StoragePart[] {
  switch (kind) {
    case 'hba':
      return storage.hbas;
    case 'cable':
      return storage.cables;
    case 'switch':
      return storage.switches;
    case 'link':
      return storage.links;
    case 'network':
      return storage.networks;
    case 'nic':
      return storage.nics;
    case 'array':
      return storage.arrays;
    case 'controller':
      return storage.controllers;
    case 'port':
      return storage.ports;
    case 'raidGroup':
      return storage.raidGroups;
    case 'spindle':
      return storage.spindles;
    case 'lun':
      return storage.luns;
    case 'nas':
      return storage.nas;
  }
}
