import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cabling } from './cabling.ts';
import { derivePaths } from './derive-paths.ts';
import { FabricMap } from './fabric-map.ts';
import { bruteForcePaths, randomCabling } from './fabrics.fixtures.ts';
import { Zoning } from './zoning.ts';

function pathsOf(cabling: Cabling, down: readonly string[] = []): string[] {
  const zoning = new Zoning(cabling, new FabricMap(cabling));
  return derivePaths(cabling, new FabricMap(cabling, new Set(down)), zoning).map((path) =>
    [
      cabling.hbas[path.hba]!.name,
      cabling.ports[path.port]!.name,
      ...path.links.map((link) => cabling.links[link]!.name),
    ].join(' '),
  );
}

/** A ring of four switches; an adapter at fc0, a port at fc2 and one at fc1. */
const ring: Cabling = {
  switches: ['fc0', 'fc1', 'fc2', 'fc3'].map((name) => ({ name })),
  links: [
    { name: 'l0', between: ['fc0', 'fc3'] },
    { name: 'l1', between: ['fc0', 'fc1'] },
    { name: 'l2', between: ['fc1', 'fc2'] },
    { name: 'l3', between: ['fc2', 'fc3'] },
  ],
  networks: ['lan'],
  hbas: [{ name: 'h:vmhba0', owner: 'h', cabledTo: 'fc0' }],
  ports: [
    { name: 'a:sp:p0', owner: 'a', cabledTo: 'fc2' },
    { name: 'a:sp:p1', owner: 'a', cabledTo: 'fc1' },
  ],
  zones: [],
};

describe('paths of a cabling', () => {
  it('takes the fewest links, and of equal ways the one whose first link has the first name', () => {
    expect(pathsOf(ring)).toEqual(['h:vmhba0 a:sp:p0 l0 l3', 'h:vmhba0 a:sp:p1 l1']);
  });

  it('goes round a link or a switch that is down, and ends where no way is left', () => {
    expect(pathsOf(ring, ['l0'])[0]).toBe('h:vmhba0 a:sp:p0 l1 l2');
    expect(pathsOf(ring, ['fc1'])).toEqual(['h:vmhba0 a:sp:p0 l0 l3']);
    expect(pathsOf(ring, ['l0', 'l2'])).toEqual(['h:vmhba0 a:sp:p1 l1']);
    expect(pathsOf(ring, ['fc0'])).toEqual([]);
  });

  it('keeps apart whom no zone joins, once the fabric has a zone', () => {
    const zones = [{ name: 'z', hbas: ['h:vmhba0'], ports: ['a:sp:p1'] }];
    expect(pathsOf({ ...ring, zones })).toEqual(['h:vmhba0 a:sp:p1 l1']);
    const alone = [{ name: 'z', hbas: [], ports: ['a:sp:p1'] }];
    expect(pathsOf({ ...ring, zones: alone })).toEqual([]);
  });

  it('leads iSCSI adapters over their network, which is a fabric of its own', () => {
    const hbas = [...ring.hbas, { name: 'h:iscsi0', owner: 'h', cabledTo: 'lan' }];
    const ports = [...ring.ports, { name: 'b:head:e0', owner: 'b', cabledTo: 'lan' }];
    expect(pathsOf({ ...ring, hbas, ports })).toContain('h:iscsi0 b:head:e0');
    expect(pathsOf({ ...ring, hbas, ports })).toHaveLength(3);
  });

  it('equals trying everything on 400 random fabrics', () => {
    fc.assert(
      fc.property(randomCabling, (cabling) => {
        expect(pathsOf(cabling)).toEqual(bruteForcePaths(cabling));
      }),
      { seed: 20070101, numRuns: 400 },
    );
  });

  it('loses with a link that is down what trying everything without it loses (200 fabrics)', () => {
    fc.assert(
      fc.property(randomCabling, fc.nat(8), (whole, number) => {
        const open = { ...whole, zones: [] };
        const gone = `l${number}`;
        const links = open.links.map((link) =>
          link.name === gone ? { ...link, between: ['nowhere', 'nobody'] } : link,
        );
        expect(pathsOf(open, [gone])).toEqual(bruteForcePaths({ ...open, links }));
      }),
      { seed: 20070102, numRuns: 200 },
    );
  });
});
