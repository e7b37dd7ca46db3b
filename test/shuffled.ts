import { Engine } from '@vdcsim/core';
import { parse } from 'yaml';

/** Lists whose order means nothing. Commands of one instant, phases and stages run as written. */
const unordered = new Set([
  'hosts',
  'clusters',
  'pools',
  'workloads',
  'templates',
  'vms',
  'expect',
]);

/** The same scenario with keys and entities in another order, as JSON, which YAML contains. */
export function shuffled(yaml: string, seed: number): string {
  const stream = new Engine({ seed }).randomStream('shuffle');
  const mixed = <T>(list: readonly T[]): T[] => {
    const rest = [...list];
    return list.map(() => rest.splice(Math.floor(stream.uniform() * rest.length), 1)[0]!);
  };
  const shuffle = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item) => shuffle(item));
      return unordered.has(key) && typeof value[0] === 'object' ? mixed(items) : items;
    }
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(mixed(Object.entries(value)).map(([k, v]) => [k, shuffle(v, k)]));
  };
  return JSON.stringify(shuffle(parse(yaml)), undefined, 2);
}
