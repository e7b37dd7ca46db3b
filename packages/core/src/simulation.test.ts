import { describe, expect, it } from 'vitest';
import type { Scenario } from './inventory/scenario.ts';
import type { VmSpec } from './inventory/specs.ts';
import { simulate } from './simulation.ts';

function vm(name: string, more: Partial<VmSpec> = {}): VmSpec {
  return {
    name,
    vcpus: 1,
    memoryMiB: 512,
    cluster: 'lab',
    workload: 'office',
    guestClock: 'ticks',
    allocation: {},
    boot: [{ waitSeconds: 90 }],
    power: 'powered-on',
    tags: {},
    ...more,
  };
}

/** Two hosts of four cores at 2,660 MHz, ten VMs that want 20 % of a core; esx02 dies at 600 s. */
function firstSteps(more: Partial<Scenario> = {}): Scenario {
  const cpu = { sockets: 2, coresPerSocket: 2, threadsPerCore: 1, speedMHz: 2660 };
  const host = { platform: 'esx3', cpu, memoryMiB: 8192, power: 'powered-on', tags: {} } as const;
  return {
    name: 'First steps',
    startEpochSeconds: 1167609600,
    durationSeconds: 1800,
    seed: 1,
    platforms: [],
    hosts: [
      { name: 'esx01', ...host },
      { name: 'esx02', ...host },
    ],
    clusters: [{ name: 'lab', hosts: ['esx01', 'esx02'], ha: { restartPriority: 'medium' } }],
    pools: [],
    workloads: [
      { name: 'office', kind: 'steady', demand: { cpu: { dimension: 'percent', value: 0.2 } } },
    ],
    vms: Array.from({ length: 10 }, (_, i) => vm(`web${String(i + 1).padStart(2, '0')}`)),
    timeline: [{ atSeconds: 600, verb: 'fail', of: 'esx02', options: {}, hidden: false }],
    record: { intervalSeconds: 300 },
    expect: [
      { metric: 'vm.downtimeSeconds', of: 'web*', across: 'each', atMost: 180 },
      { metric: 'vm.cpu.readyPercent', of: 'web*', across: 'each', atMost: 10 },
    ],
    ...more,
  };
}

describe('simulation', () => {
  it('restarts the five VMs of a dead host after 15 s of detection and 90 s of boot', () => {
    const simulation = simulate(firstSteps());
    simulation.runToEnd();
    const downtime = simulation.metrics.metric('vm.downtimeSeconds')!;
    const seconds = Array.from({ length: 10 }, (_, i) => downtime.total(i));
    expect(seconds.filter((each) => each === 0)).toHaveLength(5);
    expect(seconds.filter((each) => each === 105)).toHaveLength(5);
    expect(simulation.expectations().map((each) => each.pass)).toEqual([true, true]);
  });

  it('has one fingerprint however it is sliced', () => {
    const whole = simulate(firstSteps());
    whole.runToEnd();
    const sliced = simulate(firstSteps());
    for (let time = 0; time < 1800; time += 7.3) sliced.runUntil(time);
    sliced.runToEnd();
    const stepped = simulate(firstSteps());
    while (!stepped.isFinished) stepped.runEvents(1);
    expect(sliced.fingerprint()).toBe(whole.fingerprint());
    expect(stepped.fingerprint()).toBe(whole.fingerprint());
    expect(stepped.eventCount).toBe(whole.eventCount);
  });

  it('repeats what was done by hand when its command log is replayed', () => {
    const first = simulate(firstSteps());
    first.runUntil(300);
    first.command({ verb: 'fail', of: 'esx01', options: {} });
    first.runEvents(3);
    first.command({ verb: 'repair', of: 'esx01', options: {} });
    first.runToEnd();
    const again = simulate(firstSteps(), { replay: first.commandLog });
    again.runToEnd();
    expect(again.fingerprint()).toBe(first.fingerprint());
    expect(again.commandLog).toEqual(first.commandLog);
  });

  it('refuses a command after its end with a code', () => {
    const simulation = simulate(firstSteps());
    simulation.runToEnd();
    expect(() => simulation.command({ verb: 'fail', of: 'esx01', options: {} })).toThrow(
      expect.objectContaining({ code: 'RUN_ENDED' }),
    );
    expect(simulation.commandLog).toEqual([]);
  });
});
