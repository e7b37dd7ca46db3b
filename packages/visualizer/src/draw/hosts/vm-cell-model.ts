import type { SceneHost } from '@vdcsim/protocol';
import { columnOf, type Health } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { percent } from '../words.ts';

/** What a VM's cell shows, as plain numbers and words. */
export interface VmCellModel {
  readonly vm: number;
  readonly entity: number;
  readonly name: string;
  readonly health: Health;
  /** Of its vCPUs: running, and wanted but not served; 0 to 1, together at most 1. */
  readonly runFraction: number;
  readonly readyFraction: number;
  /** Of the boot, 0 to 1. */
  readonly bootFraction: number;
  /** Stands in place of the bar where there is none: `22 % boot`, `off`. */
  readonly words: string;
  /** The whole in words, for those who listen. */
  readonly label: string;
  readonly isSelected: boolean;
  readonly isHovered: boolean;
  readonly isFound: boolean;
}

const stateWords: Readonly<Record<string, string>> = {
  'powered-off': 'off',
  suspended: 'suspended',
  'shutting-down': 'stopping',
  failed: 'down',
};

/** The model of one cell, on the host whose vCPUs run at `vcpuMHz`. */
export function vmCellModel(map: MapState, vm: number, vcpuMHz: number): VmCellModel {
  const { scene, vmHealths } = map;
  const of = (name: string): number => columnOf(map.tables, 'vm', name)?.[vm] ?? Number.NaN;
  const { id: entity, name, vcpus } = scene.vms[vm]!;
  const health = vmHealths[vm] ?? 'unknown';
  const state = scene.states['vm']?.[of('state')] ?? '';
  const runFraction = fraction(of('usedMHz') / (vcpus * vcpuMHz));
  const readyFraction = Math.min(fraction(of('readyPercent') / 100), 1 - runFraction);
  const bootFraction = bootFractionOf(map, vm);
  const words =
    health === 'starting'
      ? `${whole(bootFraction)} boot`
      : health === 'unknown'
        ? '?'
        : (stateWords[state] ?? '');
  const served = words === '' ? `run ${whole(runFraction)}` : words;
  const wait = readyFraction >= 0.005 ? `, ready ${whole(readyFraction)}` : '';
  return {
    ...{ vm, entity, name, health, runFraction, readyFraction, bootFraction, words },
    label: `${name}, ${health}, ${served}${words === '' ? wait : ''}`,
    isSelected: map.selected === entity,
    isHovered: map.hovered === entity,
    isFound: map.found?.has(entity) ?? false,
  };
}

/** How far a VM's boot is at the instant of the frame, 0 to 1; 0 when it does not boot. */
export function bootFractionOf({ tables, nowSeconds }: MapState, vm: number): number {
  const since = columnOf(tables, 'vm', 'stateSinceSeconds')?.[vm] ?? Number.NaN;
  const until = columnOf(tables, 'vm', 'stateUntilSeconds')?.[vm] ?? Number.NaN;
  return fraction((nowSeconds - since) / (until - since), 100);
}

/** What a vCPU does on a host now: threads of a core share it. */
export function vcpuMHzOf(map: MapState, host: number): number {
  const scene = map.scene.hosts[host]!;
  return presentMHzOf(map, scene, host) / Math.max(scene.threads, 1);
}

/** What a host can do now: less than by its label when its cores run slower. */
export function presentMHzOf(map: MapState, scene: SceneHost, host: number): number {
  const present = columnOf(map.tables, 'host', 'presentMHz')?.[host] ?? 0;
  return present > 0 ? present : scene.cores * scene.coreMHz;
}

/** Steps in which bars change, to a fraction of a pixel: less than that is no news to anybody. */
const steps = 200;

function fraction(value: number, size = steps): number {
  if (!Number.isFinite(value)) return 0;
  return Math.round(Math.min(Math.max(value, 0), 1) * size) / size;
}

function whole(part: number): string {
  return percent(Math.round(100 * part));
}
