import { simulate } from '@vdcsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complaints, load, scenarioWith } from '../../test/support.ts';

describe('clusters and pools', () => {
  it('refuses ha where a host has none, and names the platform and those that have it', () => {
    const text = scenarioWith(
      'clusters: [{ name: lab, hosts: esx*, ha: { restartPriority: medium } }]',
    );
    const old = text.replace('esx01..04,', 'esx01..04, platform: esx2,');
    const remedy =
      'drop ha, or use one of esx3, esx4, esx41, esx5, esx6, virtual-server-2005, hyperv-2008, ' +
      'xenserver5';
    expect(complaints(old)).toEqual([
      `a.yaml:5:42: NOT_HONOURED ha under esx2, the platform of esx01 and 3 more; ${remedy}`,
    ]);
    const own = text
      .replace('hosts: [', 'hosts: [{ name: lab01, platform: own, memory: 1 GiB }, ')
      .replace('hosts: esx*', 'hosts: all')
      .concat('platforms: [{ name: own, basedOn: xen31, set: { maxVcpusPerVm: 2 } }]\n');
    expect(complaints(own)).toEqual([
      `a.yaml:5:41: NOT_HONOURED ha under own, the platform of lab01; ${remedy}`,
    ]);
    const clustered = own.replace('maxVcpusPerVm: 2', 'haService: host-cluster');
    expect(complaints(clustered)).toEqual([]);
  });

  it('refuses a pool on a host of a cluster, written or meant by a path', () => {
    const text = scenarioWith(
      'clusters: [{ name: lab, hosts: esx01..03 }]',
      'pools: [{ name: gold, host: esx02, allocation: {} }, { name: free, host: esx04, allocation: {} }]',
      'vms: [{ name: a, memory: 1 GiB, pool: free }]',
    );
    const lines = (column: number) => [
      `a.yaml:6:${column}: BAD_PLACE pool gold stands on esx02, a host of lab; ` +
        'write "cluster: lab"; hosts of a cluster have no pools of their own',
    ];
    expect(complaints(text)).toEqual(lines(29));
    const elsewhere = text.replace('host: esx02', 'host: esx04');
    expect(complaints(elsewhere)).toEqual([]);
    expect(complaints(`${elsewhere}set: { pools(gold).host: esx02 }\n`)).toEqual(lines(29));
  });

  it('refuses a pool that reserves more than what it stands on has left', () => {
    const pools = (gold: string, ruby: string) =>
      scenarioWith(
        'pools:',
        `  - { name: gold, host: esx01, allocation: { cpu: { reservation: ${gold} } } }`,
        `  - { name: ruby, parent: gold, allocation: { cpu: { reservation: ${ruby} } } }`,
        '  - { name: silver, host: esx01, allocation: { cpu: { reservation: 3 GHz } } }',
      );
    expect(complaints(pools('7 GHz', '5 GHz'))).toEqual([]);
    expect(complaints(pools('7 GHz', '7.64 GHz'))).toEqual([]);
    const remedy = 'lower the reservation or raise the one above';
    expect(complaints(pools('75%', '1 GHz'))).toEqual([
      `a.yaml:8:46: POOL_RESERVATION pool silver reserves 3 GHz, esx01 has 2.66 GHz left; ${remedy}`,
    ]);
    const strict = pools('7 GHz, expandable: false', '7.64 GHz');
    expect(complaints(strict)).toEqual([
      `a.yaml:7:45: POOL_RESERVATION pool ruby reserves 7.64 GHz, gold has 7 GHz left; ${remedy}`,
    ]);
  });

  it('refuses reservations exactly where a simulation would refuse to start', () => {
    const pool = fc.record({
      reservationGHz: fc.integer({ min: 0, max: 8 }),
      expandable: fc.boolean(),
      parent: fc.nat(6),
    });
    const plain = load(scenarioWith()).scenario;
    const property = fc.property(fc.array(pool, { minLength: 1, maxLength: 6 }), (pools) => {
      const claims = pools.map(({ reservationGHz, expandable, parent }, index) => ({
        name: `p${index}`,
        base: parent < index ? { parent: `p${parent}` } : { host: 'esx01' },
        reservationGHz,
        expandable,
      }));
      const lines = claims.map(({ name, base, reservationGHz, expandable }) => {
        const allocation = { cpu: { reservation: `${reservationGHz} GHz`, expandable } };
        return `  - ${JSON.stringify({ name, ...base, allocation })}`;
      });
      const specs = claims.map(({ name, base, reservationGHz, expandable }) => {
        const reservation = { dimension: 'frequency', value: reservationGHz * 1000 } as const;
        return { name, ...base, allocation: { cpu: { reservation, expandable } } };
      });
      const said = complaints(scenarioWith('pools:', ...lines));
      const start = () => simulate({ ...plain, pools: specs });
      if (said.length === 0) expect(start).not.toThrow();
      else expect(start).toThrow(/reserves \d+ MHz, which \w+ cannot cover/);
    });
    fc.assert(property, { seed: 20070101, numRuns: 300 });
  });
});
