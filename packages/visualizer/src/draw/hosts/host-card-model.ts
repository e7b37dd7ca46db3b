import type { SceneHost } from '@vdcsim/protocol';
import { columnOf, type Health } from '../../state/health.ts';
import { ioHealth, isDiskWorse, isStalled, lackOf } from '../../state/io-health.ts';
import type { MapState } from '../contract.ts';
import { type HostBuckets, vmsOf } from '../host-buckets.ts';
import { count, figures, percent, several, vcpuWords } from '../words.ts';
import { type DiskRowModel, diskRowModel, type NetRowModel, netRowModel } from './io-rows.ts';
import { presentMHzOf, type VmCellModel, vcpuMHzOf, vmCellModel } from './vm-cell-model.ts';

/** What a card says about a host's CPU. */
export interface CpuRowModel {
  /** Bars drawn, and pCPUs that each stands for. */
  readonly bars: number;
  readonly pcpusPerBar: number;
  /** Of the capacity, 0 to 1. */
  readonly usedFraction: number;
  /** vCPUs that wait, by pCPUs: the part beyond the capacity line, at the same scale. */
  readonly readyFraction: number;
  readonly usedWords: string;
  /** Empty when nobody waits to speak of. */
  readonly waitWords: string;
}

/** What a host's card shows, as plain numbers and words. */
export interface HostCardModel {
  readonly host: number;
  readonly entity: number;
  readonly name: string;
  /** What it is: `4 × 2 400 MHz · 17 VMs`. */
  readonly about: string;
  readonly health: Health;
  /** The worst, in words; empty when all is well. */
  readonly facts: readonly string[];
  /** Class of their text: `fail`, `warn`, or `muted` where nobody suffers. */
  readonly tone: string;
  /** Undefined when the host does not run. */
  readonly cpu: CpuRowModel | undefined;
  /** Undefined where there is no storage that is described. */
  readonly disk: DiskRowModel | undefined;
  readonly net: NetRowModel | undefined;
  readonly cells: readonly VmCellModel[];
  readonly label: string;
  readonly isSelected: boolean;
  readonly isHovered: boolean;
}

/** The model of one card. */
export function hostCardModel(map: MapState, buckets: HostBuckets, host: number): HostCardModel {
  const scene = map.scene.hosts[host]!;
  const health = map.hostHealths[host] ?? 'unknown';
  const vcpuMHz = vcpuMHzOf(map, host);
  const cells = Array.from(vmsOf(buckets, host), (vm) => vmCellModel(map, vm, vcpuMHz));
  const runs = health !== 'down' && health !== 'off';
  const cpu = runs ? cpuRowModel(map, scene, host, cells) : undefined;
  const disk = runs ? diskRowModel(map, host) : undefined;
  const net = runs ? netRowModel(map, host) : undefined;
  const ofDisk = disk === undefined || disk.fact === '' ? [] : [disk.fact];
  const facts =
    cpu === undefined
      ? [stateFact(health)]
      : [...factsOf(map, scene, host, cells, cpu), ...ofDisk].slice(0, 3);
  const io = disk === undefined ? '' : `disk ${disk.words}`;
  const said = [scene.name, health, cpu?.usedWords ?? '', cpu?.waitWords ?? '', io, ...facts];
  return {
    ...{ host, entity: scene.id, name: scene.name, health, facts, cpu, disk, net, cells },
    tone: toneOf(health, cells),
    about: `${scene.threads} × ${speedWords(vcpuMHz)} · ${several(cells.length, 'VM')}`,
    label: said.filter((words) => words !== '').join(', '),
    isSelected: map.selected === scene.id,
    isHovered: map.hovered === scene.id,
  };
}

const suffers: ReadonlySet<Health> = new Set(['constrained', 'failing']);

function toneOf(health: Health, cells: readonly VmCellModel[]): string {
  if (health === 'failing' || health === 'down') return 'fail';
  return health === 'constrained' || cells.some((cell) => suffers.has(cell.health))
    ? 'warn'
    : 'muted';
}

function speedWords(mhz: number): string {
  return mhz >= 1000 ? `${Number((mhz / 1000).toPrecision(2))} GHz` : `${count(mhz)} MHz`;
}

function stateFact(health: Health): string {
  return health === 'down' ? 'failed' : 'powered off';
}

/** Most bars in a row before pCPUs are drawn together. */
export const barsMax = 8;

/** How many pCPUs a bar stands for, so that at most eight equal bars are drawn. */
export function pcpusPerBar(pcpus: number): number {
  let size = Math.max(1, Math.ceil(pcpus / barsMax));
  while (pcpus % size !== 0) size++;
  return size;
}

function cpuRowModel(
  map: MapState,
  scene: SceneHost,
  host: number,
  cells: readonly VmCellModel[],
): CpuRowModel {
  const used = columnOf(map.tables, 'host', 'usedMHz')?.[host] ?? 0;
  const usedFraction = Math.min(Math.max(used / presentMHzOf(map, scene, host), 0), 1);
  const waiting = waitingVcpus(map, cells);
  const size = pcpusPerBar(scene.threads);
  return {
    bars: scene.threads / size,
    pcpusPerBar: size,
    usedFraction,
    readyFraction: waiting / scene.threads,
    usedWords: `${percent(Math.round(100 * usedFraction))} used`,
    waitWords: waiting >= 0.05 ? `${vcpuWords(waiting)} wait` : '',
  };
}

/** How many vCPUs of these VMs are ready and not served, on average over the present moment. */
function waitingVcpus(map: MapState, cells: readonly VmCellModel[]): number {
  const ready = columnOf(map.tables, 'vm', 'readyPercent');
  let vcpus = 0;
  for (const { vm } of cells) {
    const share = (ready?.[vm] ?? 0) / 100;
    if (share > 0) vcpus += share * map.scene.vms[vm]!.vcpus;
  }
  return vcpus;
}

/** What lacks most: CPU or disk, each by how far it is beyond what people notice. */
function isWorse(map: MapState, cell: VmCellModel, most: VmCellModel): boolean {
  return lackOf(map.tables, cell.vm) > lackOf(map.tables, most.vm);
}

function worstWords(map: MapState, { vm, name, readyFraction }: VmCellModel): string {
  if (isStalled(map.tables, vm)) return `${name} I/O stands still`;
  const latencyMs = columnOf(map.tables, 'vm', 'ioLatencyMs')?.[vm] ?? 0;
  if (ioHealth(map.tables, vm) !== 'ok' && isDiskWorse(map.tables, vm)) {
    return `${name} disk ${figures(latencyMs)} ms`;
  }
  return `${name} waits ${percent(100 * readyFraction)}`;
}

/** From this use a host has nothing left to give, by the rounding of what is shown. */
const fullFraction = 0.985;

function factsOf(
  map: MapState,
  scene: SceneHost,
  host: number,
  cells: readonly VmCellModel[],
  cpu: CpuRowModel,
): string[] {
  const facts: string[] = [];
  if (cpu.usedFraction >= fullFraction) facts.push('CPU full');
  const speed = presentMHzOf(map, scene, host) / (scene.cores * scene.coreMHz);
  if (speed > 0 && speed < 0.995 && scene.threads === scene.cores) {
    facts.push(`cores at ${percent(Math.round(100 * speed))}`);
  }
  const suffering = cells.filter(({ health }) => suffers.has(health));
  const stalled = suffering.find(({ vm }) => isStalled(map.tables, vm));
  const worst =
    stalled ??
    suffering.reduce<VmCellModel | undefined>(
      (most, cell) => (most === undefined || isWorse(map, cell, most) ? cell : most),
      undefined,
    );
  if (worst !== undefined) {
    facts.push(worstWords(map, worst));
    if (suffering.length > 1) facts.push(`${count(suffering.length - 1)} more wait`);
  }
  const booting = cells.filter(({ health }) => health === 'starting').length;
  if (booting > 0 && facts.length < 3) facts.push(`${count(booting)} booting`);
  return facts;
}
