import { healthIcon } from '../glyph.ts';
import { type Mark, mark, rect, svg, text } from '../marks.ts';
import { paint } from '../tokens.ts';
import { count } from '../words.ts';
import type { ClusterModel } from './cluster-model.ts';

/** Name of a cluster, what its VMs do, and the key to a cell. */
export function clusterHeader(model: ClusterModel, hasKey: boolean, scale = 1): Mark {
  const counts = model.counts.map(({ health, count: amount, word }) =>
    mark(
      'span',
      { key: word, class: 'draw-count' },
      health === 'ok' ? null : healthIcon(health, 12 * scale, 0.35),
      mark('b', {}, count(amount)),
      ` ${word}`,
    ),
  );
  const named = model.entity === undefined ? {} : { 'data-entity': model.entity };
  return mark(
    'header',
    { class: 'draw-cluster' },
    mark('h2', named, model.name),
    model.hasHa ? mark('span', { class: 'draw-faint' }, 'HA') : null,
    ...counts,
    mark('span', { class: 'draw-grow' }),
    hasKey ? cellKey(scale) : null,
  );
}

/** A cell without a name, and what its bar means. */
export function cellKey(scale = 1): Mark {
  return mark(
    'span',
    { class: 'draw-key' },
    'in a cell',
    svg(
      { width: 168, height: 22, scale },
      { role: 'img', 'aria-label': 'bar of a cell: run, ready, not asked' },
      rect({ x: 0.5, y: 1, width: 57, height: 20 }, paint('paper'), {
        rx: 2,
        stroke: paint('line-2'),
      }),
      rect({ x: 5, y: 9, width: 47, height: 4 }, paint('cpu-idle')),
      rect({ x: 5, y: 9, width: 18, height: 4 }, paint('cpu-used')),
      rect({ x: 23, y: 9, width: 14, height: 4 }, paint('cpu-ready')),
      text(64, 15, ['run, ', mark('tspan', { class: 'warn' }, 'ready'), ', not asked'], 'muted'),
    ),
  );
}
