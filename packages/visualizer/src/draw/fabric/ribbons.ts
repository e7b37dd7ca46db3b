/** Curves between bars: ribbons by tenant, hairlines of paths without a flow. */
import { area, curveBumpX, line } from 'd3-shape';
import { barWidth, type FabricLayout, type PlacedLink } from './fabric-layout.ts';
import { type Tenant, tenants, total } from './tenants.ts';

export interface Ribbon {
  readonly key: string;
  readonly tenant: Tenant;
  readonly d: string;
  readonly link: PlacedLink;
}

export interface Hairline {
  readonly key: string;
  readonly d: string;
  readonly isDead: boolean;
  /** Where the cross of a dead one stands. */
  readonly middle: readonly [x: number, y: number];
}

/** Narrower than this a ribbon would vanish, pixels. */
const thinnest = 0.6;

/** The ribbons of all links, tenant upon tenant in their fixed order. */
export function ribbonsOf({ links, scale }: FabricLayout): Ribbon[] {
  return links.flatMap((link) => {
    let offset = 0;
    return tenants.flatMap((tenant, place) => {
      const width = (link.link.amounts[place] ?? 0) * scale;
      if (width <= 0) return [];
      const from = offset;
      offset += width;
      const key = `${link.from.key}>${link.to.key} ${tenant}`;
      return [{ key, tenant, link, d: ribbonPath(link, from, Math.max(width, thinnest)) }];
    });
  });
}

function ribbonPath({ from, to, fromY, toY }: PlacedLink, offset: number, width: number): string {
  const path = area<readonly [number, number]>()
    .curve(curveBumpX)
    .x(([x]) => x)
    .y0(([, y]) => y)
    .y1(([, y]) => y + width)
    .digits(1);
  return (
    path([
      [from.x + (from.isPassed ? 0 : barWidth), fromY + offset],
      [to.x, toY + offset],
    ]) ?? ''
  );
}

/** A curve between two points, level at both. */
export function curveBetween(points: readonly (readonly [number, number])[]): string {
  const path = line<readonly [number, number]>()
    .curve(curveBumpX)
    .x(([x]) => x)
    .y(([, y]) => y)
    .digits(1);
  return path([...points]) ?? '';
}

/** Paths that are there and carry nothing: standby ones, and dead ones. */
export function hairlinesOf(
  { links }: FabricLayout,
  isBroken: (link: PlacedLink) => boolean,
): Hairline[] {
  return links.flatMap((placed) => {
    const { link, from, to } = placed;
    if (total(link.amounts) > 1e-9 || !(link.isDead || link.isStandby)) return [];
    const a = [from.x + barWidth, from.y + from.height / 2] as const;
    const b = [to.x, to.y + to.height / 2] as const;
    const isDead = link.isDead && isBroken(placed);
    const middle = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] as const;
    return [{ key: `${from.key}>${to.key}`, d: curveBetween([a, b]), isDead, middle }];
  });
}
