import { type Scenario, simulate } from 'vdcsim';
import { describe, expect, test } from 'vitest';
import { loadShipped, shipped, shippedScenarios, whyNoData } from './shipped-scenarios.ts';

interface Judgement {
  /** `vm.downtimeSeconds of web*`: what was judged, without window and bound. */
  readonly passed: readonly string[];
  readonly failed: readonly string[];
}

function judge(scenario: Scenario): Judgement {
  const simulation = simulate(scenario, { record: { metrics: [] }, percentiles: false });
  simulation.runToEnd();
  const { expectations } = simulation.summary();
  const heads = (pass: boolean) =>
    expectations
      .filter((each) => each.pass === pass)
      .map(({ message }) => message.split(/:| during /)[0]!);
  return { passed: heads(true), failed: heads(false) };
}

describe.each(shippedScenarios)('the scenario $name', (scenario) => {
  test('all that it expects comes true, and nothing is doubtful', (context) => {
    const reason = whyNoData(scenario);
    context.skip(reason !== undefined, reason);
    const loaded = loadShipped(scenario);
    expect(loaded.warnings).toEqual([]);
    const { passed, failed } = judge(loaded.scenario);
    expect(failed).toEqual([]);
    expect(passed.length).toBeGreaterThanOrEqual(3);
  });

  test('it opens with a comment that says what it shows, where to look and what to try', () => {
    const lines = scenario.text.split('\n');
    const comment = lines.slice(0, lines.indexOf('vdcsim: 1'));
    expect(comment.every((line) => /^#( |$)/.test(line))).toBe(true);
    const words = comment.join('\n');
    for (const heading of ['# What it shows: ', '# Look at: ', '# Try: ']) {
      expect(words).toContain(heading);
    }
  });

  test('it holds a bound from a closed form', () => {
    expect(scenario.text).toMatch(/# Closed form: .*\n( {2}# .*\n)* {2}- \{ .*\b(equals|at\w+): /);
  });
});

/** What takes a mechanism of a scenario away, and all expectations that then fail. */
interface SwitchOff {
  readonly scenario: string;
  readonly without: string;
  readonly from: RegExp | string;
  readonly to: string;
  readonly fails: readonly string[];
}

const highAvailability = /, ha: \{ restartPriority: medium \}/;

const switchOffs: readonly SwitchOff[] = [
  {
    scenario: 'queue-depth',
    without: 'the limit of a LUN that several VMs use (DSNRO)',
    from: /set: \{ virtualDiskQueueDepth: 64 \}/,
    to: 'set: { virtualDiskQueueDepth: 64, sharedLunQueueDepth: 0 }',
    fails: ['mean host.storage.iops of esx02'],
  },
  {
    scenario: 'raid-rebuild',
    without: 'the new disk, and with it the rebuild',
    from: /\n.*at: 03:00, repair.*/,
    to: '',
    fails: ['mean vm.io.latencyMs of db01', 'raidGroup.rebuilt of array1'],
  },
  {
    scenario: 'first-steps',
    without: 'HA',
    from: highAvailability,
    to: '',
    fails: [
      'vm.downtimeSeconds of web*',
      'vm.downtimeSeconds of web*',
      'vm.restarted of web*',
      'vm.power of web*',
    ],
  },
  {
    scenario: 'host-failure',
    without: 'HA',
    from: highAvailability,
    to: '',
    fails: [
      'host.declaredDead of esx03',
      'vm.restarted of mail01',
      'vm.downtimeSeconds of mail01',
      'vm.downtimeSeconds of tier=silver',
      'vm.restartFailed of tier=bronze',
    ],
  },
  {
    scenario: 'host-failure',
    without: 'restart priorities',
    from: /, restartPriority: (high|low)/g,
    to: '',
    fails: [
      'vm.downtimeSeconds of tier=silver',
      'vm.downtimeSeconds of tier=bronze',
      'vm.restartFailed of tier=bronze',
    ],
  },
  {
    scenario: 'noisy-neighbour',
    without: 'the step of the administrator at +20 min',
    from: /\n.*at: \+20 min, set.*/,
    to: '',
    fails: ['mean vm.cpu.usedMHz of web*'],
  },
  {
    scenario: 'noisy-neighbour',
    without: 'the neighbour',
    from: /\n.*at: \+10 min, set.*/,
    to: '',
    fails: [
      'mean vm.cpu.usedMHz of web*',
      'mean vm.cpu.readyPercent of web*',
      'mean vm.guest.cpuPercent of web*',
    ],
  },
  {
    scenario: 'noisy-neighbour',
    without: 'a guest clock that counts ticks',
    from: /guestClock: ticks/,
    to: 'guestClock: steal-aware',
    fails: ['mean vm.guest.cpuPercent of web*'],
  },
  {
    scenario: 'overcommit',
    without: 'sharing: a core for each VM',
    from: /coresPerSocket: 2/,
    to: 'coresPerSocket: 8',
    fails: [
      'mean vm.cpu.readyPercent of busy*',
      'mean vm.cpu.readyPercent of full*',
      'mean vm.cpu.usedMHz of full*',
    ],
  },
  {
    scenario: 'path-failure-under-load',
    without: 'a second adapter of esx01',
    from: /, \{ name: vmhba1, cabledTo: fcB \}\]\n {4}multipathing: \{ policy: mru \}/,
    to: ']',
    fails: [
      'vm.io.stalledSeconds of db01..02',
      'path.failedOver of esx01',
      'vm.io.stalledSeconds of db01',
      'lun.trespassed of lun1',
      'vm.io.stalledSeconds of db01',
    ],
  },
  {
    scenario: 'path-thrashing',
    without: 'ports that are preferred',
    from: /policy: fixed, preferred: array1:sp[ab]:p0/g,
    to: 'policy: mru',
    fails: [
      'lun.thrashing of lun1',
      'lun.trespassed of lun1',
      'mean vm.io.readIops of db*',
      'lun.calmed of lun1',
    ],
  },
  {
    scenario: 'all-paths-down',
    without: 'VM component protection',
    from: /, onStorageLoss: conservative/,
    to: '',
    fails: ['vm.downtimeSeconds of mail2', 'vm.restarted of mail2'],
  },
  {
    scenario: 'resource-pools',
    without: 'pools that claim anything',
    from: /allocation: \{.*\} \}/g,
    to: 'allocation: {} }',
    fails: [
      'mean pool.cpu.usedMHz of qa',
      'mean pool.cpu.usedMHz of marketing',
      'max pool.cpu.usedMHz of capped',
      'mean pool.cpu.usedMHz of reserved',
      'mean pool.cpu.usedMHz of qa',
      'mean vm.cpu.usedMHz of mkt*',
      'mean vm.cpu.limitedPercent of batch01',
    ],
  },
  {
    scenario: 'resource-pools',
    without: 'VMs in the pools',
    from: /(memory: 1 GiB), pool: \w+/g,
    to: '$1',
    fails: [
      'mean pool.cpu.usedMHz of qa',
      'mean pool.cpu.usedMHz of marketing',
      'mean pool.cpu.usedMHz of reserved',
      'mean pool.cpu.usedMHz of qa',
      'mean vm.cpu.usedMHz of mkt*',
      'mean vm.cpu.limitedPercent of batch01',
    ],
  },
  {
    scenario: 'researcher-jobs',
    without: 'lines: all share',
    from: /discipline: fcfs(, queueLimit: 0)?/g,
    to: 'discipline: shared',
    fails: [
      'mean job.waitSeconds of mmc',
      'mean job.queueLength of mmc',
      'mean job.refusedPercent of lost',
    ],
  },
  {
    scenario: 'researcher-jobs',
    without: 'sharing: jobs wait for each other',
    from: /discipline: shared/g,
    to: 'discipline: fcfs',
    fails: ['mean job.responseSeconds of ps', 'mean job.responseSeconds of mg1ps'],
  },
  {
    scenario: 'researcher-jobs',
    without: 'priorities',
    from: /discipline: priority(, priority: 10)?/g,
    to: 'discipline: fcfs',
    fails: ['mean job.waitSeconds of urgent', 'mean job.waitSeconds of patient'],
  },
  {
    scenario: 'researcher-jobs',
    without: 'users who wait for answers: they ask as often as if there were no queue',
    from: /kind: users.*(?= \}\n)/,
    to: 'kind: steady, demand: { cpu: 145% }',
    fails: ['mean vm.app.throughputPerSecond of closed', 'mean vm.app.responseMs of closed'],
  },
  {
    scenario: 'workflow',
    without: 'dependencies',
    from: /, after: \[.*?\](?=, stages)/g,
    to: '',
    fails: [
      'job.finished of sum',
      'job.finished of publish',
      'mean job.responseSeconds of publish',
      'job.lostCoreSeconds of right',
      'mean job.responseSeconds of right',
    ],
  },
  {
    scenario: 'workflow',
    without: 'the failure',
    from: /timeline:\n.*fail: node2.*\n/,
    to: '',
    fails: ['job.lostCoreSeconds of right', 'mean job.responseSeconds of right'],
  },
  {
    scenario: 'workflow',
    without: 'checkpoints',
    from: /, checkpoint: \{.*?\}/,
    to: '',
    fails: ['job.lostCoreSeconds of right', 'mean job.responseSeconds of right'],
  },
  {
    scenario: 'batch-farm',
    without: 'the failure',
    from: /\n.*fail: node3.*/,
    to: '',
    fails: ['max job.responseSeconds of render', 'job.lostCoreSeconds of render'],
  },
  {
    scenario: 'batch-farm',
    without: 'work that is lost',
    from: /discipline: fcfs/,
    to: 'discipline: fcfs, lostWork: keep',
    fails: ['job.lostCoreSeconds of render'],
  },
  {
    scenario: 'co-stop',
    without: 'strict co-scheduling',
    from: /coScheduling: strict/,
    to: 'coScheduling: relaxed',
    fails: [
      'mean vm.cpu.usedMHz of wide01',
      'mean vm.cpu.readyPercent of wide01',
      'mean host.cpu.usedPercent of esx01',
    ],
  },
  {
    scenario: 'hyper-threading',
    without: 'second threads',
    from: / threadsPerCore: 2,/,
    to: '',
    fails: [
      'mean host.cpu.usedMHz of ht01',
      'mean vm.cpu.usedMHz of b*',
      'mean vm.cpu.readyPercent of b*',
      'mean host.cpu.usedPercent of ht02',
      'mean vm.cpu.readyPercent of d*',
    ],
  },
  {
    scenario: 'xen-credit',
    without: 'weights',
    from: /, allocation: \{ cpu: \{ shares: 512 \} \}/,
    to: '',
    fails: [
      'mean vm.cpu.usedMHz of gold01',
      'mean vm.cpu.usedMHz of silver01',
      'mean vm.guest.stealPercent of silver01',
    ],
  },
  {
    scenario: 'xen-credit',
    without: 'the cap',
    from: /, allocation: \{ cpu: \{ limit: 50% \} \}/,
    to: '',
    fails: ['mean vm.cpu.usedMHz of capped01'],
  },
  {
    scenario: 'sioc-on-off',
    without: 'storage I/O control',
    from: /, sioc: \{ threshold: 30 ms \}/,
    to: '',
    fails: [
      'mean vm.io.latencyMs of db-on',
      'mean datastore.io.iops of ds-on',
      'datastore.congested of ds-on',
    ],
  },
  {
    scenario: 'sioc-on-off',
    without: 'unequal shares',
    from: /shares: (high|low)/g,
    to: 'shares: normal',
    fails: ['mean vm.io.latencyMs of db-on'],
  },
  {
    scenario: 'planetlab-day',
    without: 'HA',
    from: highAvailability,
    to: '',
    fails: ['vm.restarted of vm*', 'vm.downtimeSeconds of vm*'],
  },
  {
    scenario: 'boot-storm',
    without: 'reads of the boot image',
    from: ', read: 200 MiB',
    to: '',
    fails: [
      'vm.uptimeSeconds of alone',
      'mean lun.iops of lun1',
      'vm.booted of desk*',
      'vm.booted of desk*',
    ],
  },
  {
    scenario: 'noisy-scan',
    without: 'shared disks',
    from: /(dss01, memory: 4 GiB, datastore: )ds1/,
    to: '$1ds2',
    fails: [
      'mean vm.app.responseMs of db*',
      'mean vm.app.throughputPerSecond of db*',
      'mean vm.cpu.usedMHz of db*',
      'max job.responseSeconds of scan',
    ],
  },
  {
    scenario: 'noisy-scan',
    without: 'disk time of the scan',
    from: 'count: 4 }, stages: [{ read: 8 GiB }]',
    to: 'count: 4 }, stages: [{ wait: 100 s }]',
    fails: [
      'mean vm.app.responseMs of db*',
      'mean vm.app.throughputPerSecond of db*',
      'mean vm.cpu.usedMHz of db*',
      'max job.responseSeconds of scan',
    ],
  },
];

test('every scenario has its mechanism switched off in one of these tests', () => {
  const names = new Set(switchOffs.map(({ scenario }) => scenario));
  expect([...names].sort()).toEqual(shippedScenarios.map(({ name }) => name));
});

test.for(switchOffs)('$scenario fails what it expects without $without', (off, context) => {
  const scenario = shipped(off.scenario);
  const reason = whyNoData(scenario);
  context.skip(reason !== undefined, reason);
  const edited = scenario.text.replace(off.from, off.to);
  expect(edited).not.toBe(scenario.text);
  expect(judge(loadShipped(scenario, edited).scenario).failed).toEqual(off.fails);
});
