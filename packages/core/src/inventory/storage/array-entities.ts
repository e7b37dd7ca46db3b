import type { RaidLevel } from '../../sharing/queueing/index.ts';
import type { EntityId } from '../directory.ts';
import { type Junction, payloadAt } from './fabric-entities.ts';
import { PartHealth } from './part-health.ts';
import type {
  ArrayKind,
  ArrayPortSpec,
  ArraySpec,
  ControllerSpec,
  DiskClassName,
  LunSpec,
  RaidSpec,
} from './storage-specs.ts';

/** Storage arrays and what is in them. State only. */

/** A disk array behind switches or a network. */
export class StorageArray {
  readonly kind = 'array';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: ArraySpec;
  readonly name: string;
  /** Which of its controllers serve a LUN. */
  readonly access: ArrayKind;
  readonly controllers: Controller[] = [];
  readonly raidGroups: RaidGroup[] = [];
  readonly luns: Lun[] = [];
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, spec: ArraySpec) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.access = spec.kind ?? 'active-active';
  }

  /** Ports of all controllers, controller by controller. */
  get ports(): readonly ArrayPort[] {
    return this.controllers.flatMap((controller) => controller.ports);
  }
}

/** A controller (storage processor) of an array: `array1:spa`. */
export class Controller {
  readonly kind = 'controller';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: ControllerSpec;
  readonly name: string;
  readonly array: StorageArray;
  readonly ports: ArrayPort[] = [];
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, spec: ControllerSpec, array: StorageArray) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = `${array.name}:${spec.name}`;
    this.array = array;
  }
}

/** A front-end port of a controller: `array1:spa:p0`. */
export class ArrayPort {
  readonly kind = 'port';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: ArrayPortSpec;
  readonly name: string;
  readonly controller: Controller;
  readonly cabledTo: Junction;
  /** In one direction, MB/s. */
  readonly payloadMBps: number;
  readonly health = new PartHealth();

  constructor(
    id: EntityId,
    index: number,
    spec: ArrayPortSpec,
    controller: Controller,
    cabledTo: Junction,
  ) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = `${controller.name}:${spec.name}`;
    this.controller = controller;
    this.cabledTo = cabledTo;
    this.payloadMBps = payloadAt(cabledTo, spec.speedMBps);
  }
}

/** Spindles that work as one: `array1:rg1`, or under a local disk `vs02:disk0:raid`. */
export class RaidGroup {
  readonly kind = 'raidGroup';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: RaidSpec;
  readonly name: string;
  /** Undefined for a local disk. */
  readonly array: StorageArray | undefined;
  readonly level: RaidLevel;
  readonly diskClass: DiskClassName;
  /** Part of its disks' time that a rebuild takes, 0 to below 1. */
  rebuildPart = 0;
  readonly spindles: Spindle[] = [];
  readonly health = new PartHealth();

  constructor(
    id: EntityId,
    index: number,
    spec: RaidSpec,
    place: { readonly name: string; readonly array?: StorageArray },
  ) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = place.name;
    this.array = place.array;
    this.level = spec.raid;
    this.diskClass = spec.diskClass ?? 'fc-15k';
  }
}

/** A physical disk: `array1:rg1:spindle1`, or of a local disk `vs02:disk0:spindle1`. */
export class Spindle {
  readonly kind = 'spindle';
  readonly id: EntityId;
  readonly index: number;
  readonly name: string;
  readonly raidGroup: RaidGroup;
  readonly health = new PartHealth();

  constructor(id: EntityId, index: number, name: string, raidGroup: RaidGroup) {
    this.id = id;
    this.index = index;
    this.name = name;
    this.raidGroup = raidGroup;
  }
}

/** A logical unit of an array. */
export class Lun {
  readonly kind = 'lun';
  readonly id: EntityId;
  readonly index: number;
  readonly spec: LunSpec;
  readonly name: string;
  readonly array: StorageArray;
  /** Undefined where the array is described by its limits alone. */
  readonly raidGroup: RaidGroup | undefined;
  readonly sizeMiB: number;
  /** Where it belongs; undefined in an array without controllers. */
  readonly homeController: Controller | undefined;
  /** Who serves it now: a trespass moves it. */
  owner: Controller | undefined;
  /** Hosts with load call it to different controllers, again and again. */
  isThrashing = false;
  readonly health = new PartHealth();

  constructor(
    id: EntityId,
    index: number,
    spec: LunSpec,
    place: {
      readonly array: StorageArray;
      readonly raidGroup: RaidGroup | undefined;
      readonly controller: Controller | undefined;
    },
  ) {
    this.id = id;
    this.index = index;
    this.spec = spec;
    this.name = spec.name;
    this.array = place.array;
    this.raidGroup = place.raidGroup;
    this.sizeMiB = spec.sizeMiB;
    this.homeController = place.controller;
    this.owner = place.controller;
  }
}
