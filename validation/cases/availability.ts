import { namedStream, sampler } from '@vdcsim/core';
import { at, cluster, host, Lab, lab, vm } from '../../test/lab.ts';
import { rounding, type ValidationCase } from '../case.ts';

const hour = 3600;
const meanUpHours = 48;
const meanRepairHours = 1;
const bootHours = 0.5;
const cycles = 5000;

/** One host that fails and is repaired at exponential times, with one VM and no HA. */
function repaired(): { readonly host: number; readonly vm: number } {
  // Some cycles more than wanted: the run ends by its time and not by their count.
  const durationSeconds = cycles * (meanUpHours + meanRepairHours) * hour;
  const run = new Lab(
    lab({
      durationSeconds,
      record: { intervalSeconds: durationSeconds, metrics: [] },
      hosts: [host('esx01')],
      vms: [vm('a', { host: 'esx01', boot: [{ waitSeconds: bootHours * hour }] })],
    }),
  );
  const stream = namedStream(20070101, 1, 'failures of esx01');
  const up = sampler({ dist: 'exponential', mean: meanUpHours * hour });
  const repair = sampler({ dist: 'exponential', mean: meanRepairHours * hour });
  let time = 0;
  for (let turn = 0; time < durationSeconds; turn++) {
    const fails = turn % 2 === 0;
    time += (fails ? up : repair).sample(stream);
    run.to(time);
    if (time < durationSeconds) run.give(fails ? 'fail' : 'repair', 'esx01');
  }
  return {
    host: (100 * run.total('host.uptimeSeconds', 'esx01')) / durationSeconds,
    vm: (100 * run.total('vm.uptimeSeconds', 'a')) / durationSeconds,
  };
}

let known: ReturnType<typeof repaired> | undefined;

/** Both cases read one run. */
function availability(): ReturnType<typeof repaired> {
  known ??= repaired();
  return known;
}

/**
 * Standard error of the availability of an alternating renewal process with exponential times over
 * T: sqrt(2 l m / ((l + m)^3 T)), where l and m are the rates of failure and repair.
 */
function standardErrorPercent(): number {
  const failureRate = 1 / meanUpHours;
  const repairRate = 1 / meanRepairHours;
  const hours = cycles * (meanUpHours + meanRepairHours);
  const sum = failureRate + repairRate;
  return 100 * Math.sqrt((2 * failureRate * repairRate) / (sum ** 3 * hours));
}

const threeErrors = {
  tolerance: 3 * standardErrorPercent(),
  toleranceReason: 'three standard errors of 5,000 cycles',
};

/** Seconds from a host's death to the service of its VM on another host. */
function restart(): readonly number[] {
  const names = ['esx01', 'esx02'];
  const run = new Lab(
    lab({
      hosts: names.map((name) => host(name)),
      clusters: [cluster('lab', names)],
      vms: [vm('a', { host: 'esx01', cluster: 'lab' })],
      timeline: [at(600, 'fail', 'esx01')],
    }),
  ).to(1800);
  const [declared] = run.events('host.declaredDead');
  return [declared!.timeSeconds - 600, run.total('vm.downtimeSeconds', 'a')];
}

export const availabilityCases: readonly ValidationCase[] = [
  {
    id: 'ha-restart-time',
    source: 'VSAV: a host without heartbeat for 15 s is dead; assumption: boot of 90 s',
    what: 'from the death of a host to its detection, and to the service of its VM elsewhere',
    unit: 's',
    expected: [15, 105],
    tolerance: rounding,
    ours: restart,
  },
  {
    id: 'availability-of-a-host',
    source: 'closed form MTBF / (MTBF + MTTR)',
    what: 'availability of a host that fails each 48 h and is repaired in 1 h, exponential both',
    unit: '%',
    expected: [(100 * meanUpHours) / (meanUpHours + meanRepairHours)],
    ...threeErrors,
    ours: () => [availability().host],
  },
  {
    id: 'availability-of-its-vm',
    source:
      'closed form MTBF exp(-boot / MTBF) / (MTBF + MTTR): uptimes shorter than a boot are lost',
    what: 'availability of a VM on that host, without HA, that boots for 30 min',
    unit: '%',
    expected: [
      (100 * meanUpHours * Math.exp(-bootHours / meanUpHours)) / (meanUpHours + meanRepairHours),
    ],
    ...threeErrors,
    ours: () => [availability().vm],
  },
];
