/** Whom bytes are for, and how each of them is painted. */
import { columnOf, type Tables } from '../../state/health.ts';

/** In the order in which they are stacked, from the axis outwards. */
export const tenants = [
  ...(['production', 'backup', 'paging', 'migration', 'rebuild'] as const),
  ...(['provisioning', 'replication'] as const),
] as const;
export type Tenant = (typeof tenants)[number];

/** MB/s of each tenant, in the order of `tenants`. */
export type Amounts = readonly number[];

export const nothing: Amounts = tenants.map(() => 0);

export function total(amounts: Amounts): number {
  let sum = 0;
  for (const amount of amounts) sum += amount;
  return sum;
}

export function added(a: Amounts, b: Amounts): Amounts {
  return a.map((amount, place) => amount + (b[place] ?? 0));
}

export function scaled(amounts: Amounts, factor: number): Amounts {
  return amounts.map((amount) => amount * factor);
}

/** What is left of `a` without `b`; never below 0. */
export function without(a: Amounts, b: Amounts): Amounts {
  return a.map((amount, place) => Math.max(0, amount - (b[place] ?? 0)));
}

/** Less than this is no flow to anybody, MB/s. */
export const leastMBps = 0.005;

/** A number of a frame as an amount: what does not apply is 0. */
export function atLeastNothing(value: number): number {
  return Number.isNaN(value) ? 0 : Math.max(value, 0);
}

/** What a host's I/O on a datastore is for, by row of table `mount`. */
export function amountsOfMount(tables: Tables, mount: number): Amounts {
  return tenants.map((tenant) => {
    const value = columnOf(tables, 'mount', `${tenant}MBps`)?.[mount] ?? 0;
    return atLeastNothing(value);
  });
}

/** Fill of bars: backup is striped like tape, the two last are ruled in the hue of their kin. */
export function tenantFill(tenant: Tenant): string {
  switch (tenant) {
    case 'backup':
      return 'url(#draw-tape)';
    case 'provisioning':
      return 'url(#draw-provisioning)';
    case 'replication':
      return 'url(#draw-replication)';
    default:
      return `var(--tn-${tenant})`;
  }
}

/** Colour of ribbons, in which stripes would bend. */
export function ribbonFill(tenant: Tenant): string {
  if (tenant === 'provisioning' || tenant === 'replication') return tenantFill(tenant);
  return `var(--tn-${tenant})`;
}

/** Colour of words about a tenant. */
export function tenantInk(tenant: Tenant): string {
  if (tenant === 'provisioning') return 'var(--tx-migration)';
  return tenant === 'replication' ? 'var(--tx-backup)' : `var(--tx-${tenant})`;
}

/** A stack of parts as fractions of their sum, those of nothing left out. */
export function stackOf(
  amounts: Amounts,
): readonly { readonly tenant: Tenant; readonly from: number; readonly part: number }[] {
  const sum = total(amounts);
  if (!(sum > 0)) return [];
  let from = 0;
  return tenants.flatMap((tenant, place) => {
    const part = (amounts[place] ?? 0) / sum;
    const start = from;
    from += part;
    return part > 0 ? [{ tenant, from: start, part }] : [];
  });
}
