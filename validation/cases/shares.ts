import { busy, host, Lab, lab, MHz, steady, vm } from '../../test/lab.ts';
import { rounding, type ValidationCase } from '../case.ts';

const vsrm = 'VSRM: siblings share by shares, between reservation and limit';

interface Sibling {
  readonly shares: number;
  readonly reservation?: number;
  readonly limit?: number;
  /** Absent: all of the host. */
  readonly demand?: number;
}

/** MHz of VMs with as many vCPUs as the host has cores, each under its claim. */
function divided(capacityMHz: number, cores: number, siblings: readonly Sibling[]) {
  return (): number[] => {
    const machines = siblings.map(({ shares, reservation, limit }, i) =>
      vm(`vm${i + 1}`, {
        vcpus: cores,
        host: 'esx01',
        workload: `load${i + 1}`,
        allocation: {
          cpu: {
            shares,
            ...(reservation !== undefined && { reservation: MHz(reservation) }),
            ...(limit !== undefined && { limit: MHz(limit) }),
          },
        },
      }),
    );
    const workloads = siblings.map(({ demand = capacityMHz }, i) =>
      steady(`load${i + 1}`, (100 * demand) / capacityMHz),
    );
    const hosts = [host('esx01', { cores, speedMHz: capacityMHz / cores })];
    const run = new Lab(lab({ hosts, workloads, vms: machines })).to(60);
    return run.used(...machines.map(({ name }) => name));
  };
}

/** MHz of two pools of 8,000 and 4,000 shares, each with two busy VMs, on a host of 6 GHz. */
function pools(): number[] {
  const place = { vcpus: 3, host: 'esx01', workload: 'busy' };
  const run = new Lab(
    lab({
      hosts: [host('esx01', { cores: 3 })],
      workloads: [busy],
      pools: [
        { name: 'rp-marketing', host: 'esx01', allocation: { cpu: { shares: 'normal' } } },
        { name: 'rp-qa', host: 'esx01', allocation: { cpu: { shares: 'high' } } },
      ],
      vms: ['m1', 'm2', 'q1', 'q2'].map((name) =>
        vm(name, { ...place, pool: name.startsWith('m') ? 'rp-marketing' : 'rp-qa' }),
      ),
    }),
  ).to(60);
  return ['rp-qa', 'rp-marketing'].map((name) => run.now('pool.cpu.usedMHz', name));
}

const golden = (
  id: string,
  what: string,
  expected: readonly number[],
  ours: () => readonly number[],
  source = vsrm,
): ValidationCase => ({ id, source, what, unit: 'MHz', expected, tolerance: rounding, ours });

/** Goldens of one resource divided by shares, each through a whole simulation. */
export const shareCases: readonly ValidationCase[] = [
  golden(
    'cpu-shares-equal',
    '8,000 MHz over two VMs of equal shares that want all',
    [4000, 4000],
    divided(8000, 4, [{ shares: 1000 }, { shares: 1000 }]),
  ),
  golden(
    'cpu-shares-2-to-1',
    '8,000 MHz over 2,000 and 1,000 shares',
    [16000 / 3, 8000 / 3],
    divided(8000, 4, [{ shares: 2000 }, { shares: 1000 }]),
  ),
  golden(
    'cpu-pools-high-and-normal',
    'pools RP-QA (high) and RP-Marketing (normal) on a host of 6 GHz',
    [4000, 2000],
    pools,
    'VSRM: example of two resource pools on one host',
  ),
  golden(
    'cpu-reservation-and-limit',
    '10,000 MHz; reservation 3,000 on the first, limit 1,500 on the second',
    [4250, 1500, 4250],
    divided(10000, 5, [
      { shares: 1000, reservation: 3000 },
      { shares: 2000, limit: 1500 },
      { shares: 1000 },
    ]),
  ),
  golden(
    'cpu-reservation-binds',
    '10,000 MHz; the first keeps the 5,000 that shares alone would not give',
    [5000, 10000 / 3, 5000 / 3],
    divided(10000, 5, [{ shares: 1000, reservation: 5000 }, { shares: 2000 }, { shares: 1000 }]),
  ),
  golden(
    'cpu-reservation-is-lent',
    '10,000 MHz; the first uses 1,000 of the 5,000 that it reserves, the third wants 2,000',
    [1000, 7000, 2000],
    divided(10000, 5, [
      { shares: 1000, reservation: 5000, demand: 1000 },
      { shares: 2000 },
      { shares: 1000, demand: 2000 },
    ]),
  ),
  golden(
    'cpu-reservation-example',
    '2,000 MHz; both reserve 1,000, the first wants 500',
    [500, 1500],
    divided(2000, 1, [
      { shares: 1000, reservation: 1000, demand: 500 },
      { shares: 1000, reservation: 1000 },
    ]),
    'VSRM: example of a reservation that is not used',
  ),
];
