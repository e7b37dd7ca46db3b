/** The queues on a VM's way to its disk, each as a pipe with its capacity line. */
import { columnOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { amountsOfPart } from '../fabric/part-use.ts';
import { noticedWaiting, type QueueModel, queueOf } from '../fabric/queue-model.ts';
import { pipeBar } from '../fabric/queue-pipes.ts';
import { type Amounts, nothing } from '../fabric/tenants.ts';
import { group, line, type Mark, svg, text } from '../marks.ts';
import { figures, percent } from '../words.ts';
import { mountOfVm, pathOfVm, raidGroupOfVm } from './latency-stages.ts';

/** One queue on the way. */
export interface WayQueue {
  readonly name: string;
  readonly where: string;
  readonly queue: QueueModel;
  readonly words: string;
}

/** From the host's queue to the disks; what frames do not tell is left out. */
export function queuesOnWay(map: MapState, vm: number): WayQueue[] {
  const { storage, hosts } = map.scene;
  const row = mountOfVm(map, vm);
  const mount = storage?.mounts[row];
  if (storage === undefined || mount === undefined) return [];
  const target = storage.datastores[mount.datastore]!;
  const lun = target.on?.kind === 'lun' ? storage.luns[target.on.row] : undefined;
  const queue = queueOf(map, [row]);
  const host = hosts[mount.host]!.name;
  const ofHost: WayQueue = {
    ...{ name: `VMkernel → ${lun?.name ?? target.name}`, where: host, queue },
    words: slotWords(queue),
  };
  const path = pathOfVm(map, vm);
  const group = raidGroupOfVm(map, vm);
  return [
    ...(queue.slots > 0 ? [ofHost] : []),
    ...(path === undefined
      ? []
      : [
          speedRow(map, 'HBA', 'hba', path.hba, storage.hbas[path.hba]!),
          speedRow(map, 'Array port', 'port', path.port, storage.ports[path.port]!),
        ]),
    ...(group < 0 ? [] : [diskRow(map, group, mount.datastore)]),
  ];
}

function slotWords({ inDevice, slots }: QueueModel): string {
  return `${figures(inDevice)} of ${figures(slots)}`;
}

/** A pipe of so much of a whole. */
function pipeOf(amounts: Amounts, part: number): QueueModel {
  const none = { hosts: 1, waiting: 0, iops: 0, deviceMs: Number.NaN, kernelMs: Number.NaN };
  return { ...none, slots: 1, inDevice: Math.min(1, Math.max(0, part)), amounts };
}

function speedRow(
  map: MapState,
  name: string,
  kind: 'hba' | 'port',
  row: number,
  { name: where, payloadMBps }: { readonly name: string; readonly payloadMBps: number },
): WayQueue {
  const of = (column: string): number => columnOf(map.tables, kind, column)?.[row] ?? Number.NaN;
  const amounts = amountsOfPart(map, kind, row);
  const used = amounts.reduce((a, b) => a + b, 0);
  const told = of('usedPercent') / 100;
  const part = Number.isNaN(told) ? used / payloadMBps : told;
  const words = `${figures(used)} of ${figures(payloadMBps)} MB/s`;
  return { name, where, queue: pipeOf(amounts, part), words };
}

function diskRow(map: MapState, group: number, datastore: number): WayQueue {
  const { storage } = map.scene;
  const { name, spindles } = storage!.raidGroups[group]!;
  const busy = columnOf(map.tables, 'raidGroup', 'busyPercent')?.[group] ?? Number.NaN;
  const on = storage!.datastores[datastore]?.on;
  const amounts = on?.kind === 'lun' ? amountsOfPart(map, 'lun', on.row) : nothing;
  const words = Number.isNaN(busy) ? `${spindles} spindles` : `busy ${percent(busy)}`;
  return { name: 'Disks', where: name, queue: pipeOf(amounts, busy / 100 || 0), words };
}

const pitch = 31;
const top = 22;
const pipeX = 124;
const pipeWidth = 84;

/** Draws them under each other, with one line at which all are full. */
export function queuesDrawing(queues: readonly WayQueue[], widthPx: number, scale: number): Mark {
  const width = widthPx / scale;
  const bottom = top + queues.length * pitch;
  const said = queues.map(({ name, words }) => `${name} ${words}`).join('; ');
  return svg(
    { width, height: bottom + 2, scale },
    { role: 'img', 'aria-label': `Queues on the way: ${said}` },
    text(0, 10, 'Queues on the way', 'strong'),
    text(width, 10, 'beyond the line: waiting', 'end muted'),
    ...queues.map(({ name, where, queue, words }, place) => {
      const y = top + place * pitch;
      const waits = queue.waiting >= noticedWaiting;
      const room = width - pipeX - pipeWidth - 4;
      return group(
        { key: name },
        text(0, y + 8, name, 'strong'),
        text(0, y + 19, where, 'muted'),
        ...pipeBar(queue, {
          x: pipeX,
          y: y + 1,
          width: pipeWidth,
          height: 12,
          room: Math.min(40, room),
        }),
        text(width, y + (waits ? 8 : 11), words, 'end'),
        waits ? text(width, y + 20, `${figures(queue.waiting)} wait`, 'end warn') : null,
      );
    }),
    line([pipeX + pipeWidth + 0.5, top - 4], [pipeX + pipeWidth + 0.5, bottom - 8], 'ink', {
      'stroke-width': 1.3,
    }),
  );
}
