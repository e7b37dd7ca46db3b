/** The right-most part of the picture of storage: a queue pipe beside every LUN and datastore. */
import { columnOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { line, type Mark, text } from '../marks.ts';
import { figures } from '../words.ts';
import type { FabricFrame } from './fabric-frame.ts';
import { capacityLine } from './fabric-head.ts';
import { barWidth, type FabricLayout } from './fabric-layout.ts';
import type { FabricModel } from './fabric-model.ts';
import { mountsByDatastore, noticedWaiting, queueOf } from './queue-model.ts';
import { queuePipe } from './queue-pipes.ts';

const titleY = 44;

/** Pipes of what is shown, and the line at which they are full. */
export function pipes(
  map: MapState,
  model: FabricModel,
  layout: FabricLayout,
  frame: FabricFrame,
): Mark[] {
  const mounts = mountsByDatastore(map);
  const marks: Mark[] = [];
  let [top, bottom] = [Number.POSITIVE_INFINITY, 0];
  for (const datastore of model.ends) {
    const node = layout.nodes.get(model.endKey(datastore));
    if (node === undefined) continue;
    const queue = queueOf(map, mounts[datastore] ?? []);
    const middle = node.y + node.height / 2;
    const isFull = queue.waiting >= noticedWaiting;
    const height = isFull ? 20 : 12;
    const y = middle - height / 2;
    const x = frame.pipeX;
    const room = frame.width - x - frame.pipeWidth - 8;
    const place = { x, y, width: frame.pipeWidth, height, room };
    marks.push(
      line([node.x + barWidth + 66, middle], [x - 4, middle], 'line-2'),
      queuePipe(queue, place),
    );
    if (queue.slots > 0) {
      top = Math.min(top, y - 14);
      bottom = Math.max(bottom, y + height + 8);
    }
  }
  const lines = bottom > 0 ? capacityLine(frame, Math.min(top, 66), bottom) : [];
  return [
    text(frame.pipeX, titleY, 'Queue at the device', 'strong'),
    text(frame.pipeX, titleY + 13, slotWords(map), 'muted'),
    ...marks,
    ...lines,
  ];
}

/** `32 slots a host`, where all have as many. */
function slotWords({ tables }: MapState): string {
  const slots = columnOf(tables, 'mount', 'slots');
  const sizes = new Set(
    slots === undefined ? [] : Array.from(slots).filter((n) => n > 0 && Number.isFinite(n)),
  );
  const [size] = sizes;
  if (size === undefined) return '';
  return sizes.size === 1 ? `${figures(size)} slots a host` : 'slots of all hosts';
}
