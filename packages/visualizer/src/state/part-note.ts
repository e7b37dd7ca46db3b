import { count, figures, percent } from '../draw/words.ts';
import { columnOf, stateOf } from './health.ts';
import type { Entity } from './inventory.ts';
import { isDiskWorse, isStalled } from './io-health.ts';
import type { Store } from './store.ts';

/** What stands right of a name in the trees of storage: what is wrong, else how much goes there. */
export function partNote(store: Store, entity: Entity): string {
  const scene = store.inventory.value?.scene;
  const { tables } = store.frame.value;
  const { kind, row } = entity;
  if (scene === undefined) return '';
  if (kind === 'vm') return diskNote(store, row) ?? '';
  const word = stateOf(scene, tables, kind, row);
  if (kind !== 'host' && word !== undefined && word !== 'working') return word;
  const of = (column: string): number => columnOf(tables, kind, column)?.[row] ?? Number.NaN;
  switch (kind) {
    case 'datastore': {
      const free = of('freePercent');
      return Number.isNaN(free) ? '' : `${percent(free)} free`;
    }
    case 'lun':
      return of('iops') > 0 ? `${count(of('iops'))} IOPS` : '';
    case 'hba':
    case 'port': {
      const MBps = of('readMBps') + of('writeMBps');
      return MBps >= 0.05 ? figures(MBps) : '';
    }
    case 'switch':
      return of('throughputMBps') >= 0.05 ? figures(of('throughputMBps')) : '';
    case 'raidGroup':
      return of('busyPercent') >= 0.5 ? `busy ${percent(of('busyPercent'))}` : '';
    default:
      return '';
  }
}

/** Latency of a VM that suffers from its disk more than from CPU. */
export function diskNote(store: Store, vm: number): string | undefined {
  const { tables } = store.frame.value;
  if (!isDiskWorse(tables, vm)) return undefined;
  if (isStalled(tables, vm)) return 'stalled';
  return `${count(columnOf(tables, 'vm', 'ioLatencyMs')?.[vm] ?? 0)} ms`;
}
