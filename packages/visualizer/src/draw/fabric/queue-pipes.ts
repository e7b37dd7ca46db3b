/** Queue pipes: slots by tenant up to one capacity line, what waits hatched beyond it. */
import { group, line, type Mark, rect, text } from '../marks.ts';
import { readyFill } from '../patterns.ts';
import { paint } from '../tokens.ts';
import { count, figures } from '../words.ts';
import { noticedWaiting, type QueueModel } from './queue-model.ts';
import { stackOf, tenantFill } from './tenants.ts';

export interface PipePlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Most that may be drawn beyond the line. */
  readonly room: number;
}

/** The bar of a queue without words: what has a slot up to the line, what waits beyond it. */
export function pipeBar(queue: QueueModel, { x, y, width, height, room }: PipePlace): Mark[] {
  const { slots, inDevice, waiting } = queue;
  const unit = width / (slots > 0 ? slots : Math.max(inDevice, 1));
  const filled = Math.min(width, inDevice * unit);
  const parts = stackOf(queue.amounts).map(({ tenant, from, part }) => {
    const box = { x: x + from * filled, y, width: part * filled, height };
    return rect(box, tenantFill(tenant), { class: 'glides', key: tenant });
  });
  const beyond = waiting >= noticedWaiting ? Math.min(room, Math.max(2, waiting * unit)) : 0;
  return [
    rect({ x, y, width, height }, paint('cpu-idle')),
    ...parts,
    ...hostMarks(queue, { x, y, width, height, room }),
    rect({ x: x + width, y, width: beyond, height }, readyFill, { class: 'glides' }),
  ];
}

/** Most hosts whose slots are told apart. */
const markedHostsMost = 8;

function hostMarks({ hosts, slots }: QueueModel, { x, y, width, height }: PipePlace): Mark[] {
  if (slots === 0 || hosts > markedHostsMost) return [];
  return Array.from({ length: Math.max(0, hosts - 1) }, (_, place) => {
    const at = x + ((place + 1) * width) / hosts;
    return line([at, y], [at, y + height], 'paper');
  });
}

/** Little's law in numbers: `2 400 IOPS × 40 ms = 96`. */
export function littlesLaw({ iops, deviceMs, inDevice }: QueueModel): string {
  if (!(iops >= 0.05)) return 'no I/O';
  return `${wholeOrFigures(iops)} IOPS × ${figures(deviceMs)} ms = ${figures(inDevice)}`;
}

function wholeOrFigures(value: number): string {
  return value >= 100 ? count(value) : figures(value);
}

/** A pipe in the picture of storage, with its words. */
export function queuePipe(queue: QueueModel, place: PipePlace): Mark {
  const isFull = queue.waiting >= noticedWaiting;
  const { x, y, width, height, room } = place;
  const words = queue.slots > 0 || queue.iops > 0 ? littlesLaw(queue) : '';
  return group(
    {},
    ...pipeBar(queue, place),
    text(x, y + height + 12, words, isFull ? 'strong' : 'muted'),
    isFull ? text(x + width + room, y - 5, `${figures(queue.waiting)} wait`, 'end warn') : null,
  );
}
