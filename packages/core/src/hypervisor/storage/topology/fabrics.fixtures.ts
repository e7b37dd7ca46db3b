import fc from 'fast-check';
import type { Cabling } from './cabling.ts';

/** Fabrics at random, and their paths by trying everything. */

const number = (most: number) => fc.nat(most);

/**
 * Up to six switches, one network, links at random (doubled ones too), adapters and ports cabled
 * at random, and up to three zones, which may be empty of one side or span fabrics.
 */
export const randomCabling: fc.Arbitrary<Cabling> = fc
  .record({
    switches: fc.integer({ min: 1, max: 6 }),
    links: fc.array(fc.tuple(number(5), number(5)), { maxLength: 9 }),
    hbas: fc.array(number(6), { minLength: 1, maxLength: 6 }),
    ports: fc.array(number(6), { minLength: 1, maxLength: 6 }),
    zones: fc.array(fc.record({ hbas: fc.nat(63), ports: fc.nat(63) }), { maxLength: 3 }),
  })
  .map(({ switches, links, hbas, ports, zones }) => {
    const names = Array.from({ length: switches }, (_, i) => `fc${i}`);
    const place = (at: number): string => names[at % (switches + 1)] ?? 'net';
    const ends = links
      .map(([a, b]) => [a % switches, b % switches] as const)
      .filter(([a, b]) => a !== b);
    const hbaEnds = hbas.map((at, i) => {
      return { name: `h${i}:vmhba0`, owner: `h${i}`, cabledTo: place(at) };
    });
    const portEnds = ports.map((at, i) => {
      return { name: `a:sp:p${i}`, owner: 'a', cabledTo: place(at) };
    });
    const members = (list: readonly { readonly name: string }[], mask: number): string[] =>
      list.filter((_, i) => (mask & (1 << i)) !== 0).map(({ name }) => name);
    return {
      switches: names.map((name) => ({ name })),
      links: ends.map(([a, b], i) => ({ name: `l${i}`, between: [names[a]!, names[b]!] })),
      networks: ['net'],
      hbas: hbaEnds,
      ports: portEnds,
      zones: zones.map((zone, i) => {
        return {
          name: `z${i}`,
          hbas: members(hbaEnds, zone.hbas),
          ports: members(portEnds, zone.ports),
        };
      }),
    };
  });

/** A path by the names of its ends and its links: `h0:vmhba0 a:sp:p1 l0 l3`. */
export function bruteForcePaths(cabling: Cabling): string[] {
  const paths: string[] = [];
  for (const hba of cabling.hbas) {
    for (const port of cabling.ports) {
      const ways = waysBetween(cabling, hba.cabledTo, port.cabledTo, new Set([hba.cabledTo]));
      if (ways.length === 0 || !mayTalk(cabling, hba, port)) continue;
      const [best] = ways.sort(compareWays);
      paths.push([hba.name, port.name, ...best!.map((link) => `l${link}`)].join(' '));
    }
  }
  return paths;
}

/** Every way that passes no junction twice, by numbers of links. */
function waysBetween(
  cabling: Cabling,
  from: string,
  to: string,
  seen: ReadonlySet<string>,
): number[][] {
  if (from === to) return [[]];
  const ways: number[][] = [];
  for (const [link, { between }] of cabling.links.entries()) {
    if (!between.includes(from)) continue;
    const next = between[0] === from ? between[1]! : between[0]!;
    if (seen.has(next)) continue;
    for (const rest of waysBetween(cabling, next, to, new Set([...seen, next]))) {
      ways.push([link, ...rest]);
    }
  }
  return ways;
}

/** Fewer links first, then the smaller link at the first difference. */
function compareWays(a: readonly number[], b: readonly number[]): number {
  if (a.length !== b.length) return a.length - b.length;
  const at = a.findIndex((link, i) => link !== b[i]);
  return at < 0 ? 0 : a[at]! - b[at]!;
}

/** A zone decides where any of its members can be reached from the adapter's junction. */
function mayTalk(
  cabling: Cabling,
  hba: { readonly name: string; readonly cabledTo: string },
  port: { readonly name: string },
): boolean {
  const isHere = (name: string): boolean => {
    const end = [...cabling.hbas, ...cabling.ports].find((each) => each.name === name)!;
    const start = new Set([hba.cabledTo]);
    return waysBetween(cabling, hba.cabledTo, end.cabledTo, start).length > 0;
  };
  const deciding = cabling.zones.filter(({ hbas, ports }) => [...hbas, ...ports].some(isHere));
  if (deciding.length === 0) return true;
  return cabling.zones.some(
    ({ hbas, ports }) => hbas.includes(hba.name) && ports.includes(port.name),
  );
}
