/** Words over the picture of storage: the sum of all, titles of columns, the scale, names of flows. */
import { fitted } from '../fitting.ts';
import { line, type Mark, mark, rect, text } from '../marks.ts';
import { paint } from '../tokens.ts';
import { figures } from '../words.ts';
import { columnPlaces, type FabricFrame } from './fabric-frame.ts';
import { barWidth, type FabricLayout, type PlacedLink } from './fabric-layout.ts';
import type { FabricModel } from './fabric-model.ts';
import { leastMBps, tenantInk, tenants, total } from './tenants.ts';

const titleY = 20;
const columnsY = 44;

/** Title with the sum, the key of the scale, and the titles of the columns. */
export function fabricHead(model: FabricModel, layout: FabricLayout, frame: FabricFrame): Mark[] {
  const xs = columnPlaces(model.shape, frame);
  const titles = model.shape.columns.flatMap(({ title, about, kind }, place) => {
    if (title === '') return [];
    const isLeft = kind === 'vm';
    const x = xs[place]! + (isLeft ? barWidth : 0);
    const end = isLeft ? 'end ' : '';
    const room = isLeft ? x : (xs[place + 1] ?? frame.pipeX) - x - 4;
    return [
      text(x, columnsY, title, `${end}strong`),
      text(x, columnsY + 13, fitted(about, room, 9), `${end}muted`),
    ];
  });
  return [sumLine(model), ...scaleKey(layout.scale, frame), ...titles];
}

function sumLine({ all }: FabricModel): Mark {
  const parts = tenants.flatMap((tenant, place) => {
    const MBps = all[place] ?? 0;
    return MBps >= leastMBps ? [{ tenant, MBps }] : [];
  });
  const spans = parts.flatMap(({ tenant, MBps }, place) => [
    place === 0 ? null : mark('tspan', {}, ' + '),
    mark(
      'tspan',
      { style: `fill:${tenantInk(tenant)};font-weight:600` },
      `${tenant} ${figures(MBps)}`,
    ),
  ]);
  const sum = `${figures(total(all))} MB/s`;
  return text(16, titleY, [
    mark('tspan', { class: 'strong draw-fabric-title' }, 'Storage fabric'),
    mark('tspan', { dx: 14 }, parts.length > 0 ? `${sum} = ` : 'no I/O'),
    ...spans,
  ]);
}

/** The length of a round number of MB/s. */
function scaleKey(scale: number, { width }: FabricFrame): Mark[] {
  const MBps = keyMBps(scale);
  const height = MBps * scale;
  return [
    rect({ x: width - 84, y: titleY + 2 - height, width: 3, height }, paint('ink-3')),
    text(width - 76, titleY, `${figures(MBps)} MB/s`, 'muted'),
  ];
}

/** A round number of MB/s that is 6 to 18 pixels high. */
export function keyMBps(scale: number): number {
  const wished = 15 / Math.max(scale, 1e-9);
  const power = 10 ** Math.floor(Math.log10(wished));
  const step = [1, 2, 5].reduce((best, each) => (each * power <= wished ? each : best), 1);
  return step * power;
}

/** Names of tenants on the widest ribbon of each, where there is room for a word. */
export function flowLabels({ links, scale }: FabricLayout): Mark[] {
  const lineHeight = 15;
  return tenants.flatMap((tenant, place) => {
    const widest = links.reduce<PlacedLink | undefined>((best, link) => {
      const isRoomy = link.to.x - link.from.x > 90 && link.from.column > 1;
      const more = (link.link.amounts[place] ?? 0) > (best?.link.amounts[place] ?? 0);
      return isRoomy && more ? link : best;
    }, undefined);
    if (widest === undefined) return [];
    const { amounts } = widest.link;
    const height = (amounts[place] ?? 0) * scale;
    if (height < lineHeight) return [];
    const before = total(amounts.slice(0, place)) * scale;
    const x = (widest.from.x + barWidth + widest.to.x) / 2;
    const y = (widest.fromY + widest.toY) / 2 + before + height / 2 + 4;
    return [text(x, y, tenant, 'middle strong', { style: `fill:var(--on-${tenant})` })];
  });
}

/** The line at which all queues are full. */
export function capacityLine(frame: FabricFrame, top: number, bottom: number): Mark[] {
  const x = frame.pipeX + frame.pipeWidth + 0.5;
  return [
    text(x, columnsY + 13, 'full', 'middle muted'),
    line([x, top], [x, bottom], 'ink', { 'stroke-width': 1.3 }),
  ];
}
