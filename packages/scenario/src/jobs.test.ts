import { describe, expect, it } from 'vitest';
import { complaints, load, scenarioWith } from '../test/support.ts';

const withJobs = (...jobs: readonly string[]) =>
  scenarioWith(
    'vms: [{ name: web01..02, memory: 1 GiB, vcpus: 2, host: esx01 }]',
    'jobs:',
    ...jobs.map((job) => `  - { ${job} }`),
  );
const once = 'arrivals: { at: +10 min }';
const work = 'stages: [{ cpu: 5 s }]';
const plain = (more: string) => withJobs(`name: j, runOn: web*, ${more}`);

describe('jobs', () => {
  it('are typed in seconds and cycles, with defaults, sorted by name', () => {
    const text = withJobs(
      'name: sum, runOn: web01, after: [load], arrivals: { at: [+5 min, +1 min], every: 20 min }, ' +
        'stages: [{ cpu: { dist: exponential, mean: 1.5 Gcycles }, threads: 2 }], deadline: 1 h',
      'name: load, runOn: web*, discipline: priority, priority: 3, arrivals: { interarrival: ' +
        '{ dist: exponential, mean: 500 ms }, during: +1 min..end, count: 9 }, ' +
        'lostWork: keep, checkpoint: { every: 1 min }, ' +
        'stages: [{ cpu: 900 ms, runOn: web02, times: 3 }, { wait: 2 s }]',
    );
    expect(load(text).scenario.jobs).toEqual([
      {
        name: 'load',
        runOn: 'web*',
        discipline: 'priority',
        priority: 3,
        policy: 'least-busy',
        lostWork: 'keep',
        checkpoint: { everySeconds: 60, costSeconds: 0 },
        arrivals: {
          interarrival: { dist: 'exponential', mean: 0.5 },
          during: { recursDaily: false, fromSeconds: 60, toSeconds: Number.POSITIVE_INFINITY },
          count: 9,
        },
        stages: [
          {
            cpu: { unit: 'coreSeconds', amount: { dist: 'deterministic', value: 0.9 } },
            runOn: 'web02',
            threads: 1,
            times: 3,
          },
          { wait: { dist: 'deterministic', value: 2 }, threads: 1, times: 1 },
        ],
      },
      {
        name: 'sum',
        runOn: 'web01',
        after: ['load'],
        discipline: 'shared',
        priority: 0,
        policy: 'least-busy',
        lostWork: 'redo',
        deadlineSeconds: 3600,
        arrivals: { atSeconds: [300, 60], everySeconds: 1200 },
        stages: [
          {
            cpu: { unit: 'megacycles', amount: { dist: 'exponential', mean: 1500 } },
            threads: 2,
            times: 1,
          },
        ],
      },
    ]);
  });

  it('arrive as a file says', () => {
    const text = plain(`arrivals: { file: log.csv }, ${work}`);
    const log = { 'log.csv': 'arrival [min]\n1\n2.5\n2.5\n' };
    expect(load(text, log).scenario.jobs![0]!.arrivals).toEqual({ times: [60, 150, 150] });
    expect(load(text, log).resolvedYaml).toContain('file: log.csv');
    expect(complaints(text)).toEqual([
      'a.yaml:7:47: TRACE_MISSING "log.csv" is not there; ' +
        'put the file beside the scenario or into the data folder',
    ]);
    expect(complaints(text, { 'log.csv': '' })).toEqual([
      'log.csv:1:1: BAD_NUMBERS no values; write one value a line',
    ]);
    expect(complaints(text, { 'log.csv': 'arrival [s]\n5\n3\n' })).toEqual([
      'a.yaml:7:47: BAD_VALUE arrival 2 is before the one above it; sort the file by time',
    ]);
    expect(complaints(text, { 'log.csv': 'arrival [h]\n1.5\n' })).toEqual([
      'a.yaml:7:39: TOO_LATE j arrives after the end; lengthen duration',
    ]);
  });
});

describe('bad jobs', () => {
  it('await each other in a circle', () => {
    const job = (name: string, after: string) =>
      `name: ${name}, runOn: web*, ${once}, ${work}, after: [${after}]`;
    const text = withJobs(job('sum', 'load'), job('load', 'sum'), job('publish', 'sum'));
    expect(complaints(text)).toEqual([
      'a.yaml:8:90: CYCLE jobs load -> sum -> load; drop an "after"',
    ]);
    expect(complaints(withJobs(job('load', 'load')))).toEqual([
      'a.yaml:7:90: CYCLE jobs load -> load; drop an "after"',
    ]);
    expect(complaints(withJobs(job('load', 'lod')))).toEqual([
      'a.yaml:7:91: NO_SUCH_NAME "lod" is no job; nearest: load',
    ]);
  });

  it('have work without a unit, or of another kind', () => {
    expect(complaints(plain(`${once}, stages: [{ cpu: 5 }]`))).toEqual([
      'a.yaml:7:72: MISSING_UNIT cpu: 5; write "5 s"',
    ]);
    expect(complaints(plain(`${once}, stages: [{ cpu: 5 GHz }]`))).toEqual([
      'a.yaml:7:72: WRONG_UNIT cpu: "5 GHz" is a Frequency; write Work, "5 s"',
    ]);
    expect(complaints(plain(`${once}, stages: [{ cpu: -5 s }]`))).toEqual([
      'a.yaml:7:72: OUT_OF_RANGE cpu: "-5 s" is negative; write "5 s"',
    ]);
  });

  it('have a mean of zero or below', () => {
    const stage = (mean: string) =>
      plain(`${once}, stages: [{ cpu: { dist: exponential, mean: ${mean} } }]`);
    expect(complaints(stage('0 s'))).toEqual([
      'a.yaml:7:99: OUT_OF_RANGE mean: "0 s" is not above 0 s; write more than "0 s"',
    ]);
    expect(complaints(stage('-2 Gcycles'))).toEqual([
      'a.yaml:7:99: OUT_OF_RANGE mean: "-2 Gcycles" is negative; write "2 Gcycles"',
    ]);
    const gap = plain(`arrivals: { interarrival: { dist: exponential, mean: -1 s } }, ${work}`);
    expect(complaints(gap)).toEqual([
      'a.yaml:7:82: OUT_OF_RANGE mean: "-1 s" is negative; write "1 s"',
    ]);
    expect(complaints(plain(`arrivals: { interarrival: 0 s }, ${work}`))).toEqual([
      'a.yaml:7:55: OUT_OF_RANGE j arrives over a million times a second; write 0.001 ms or more',
    ]);
  });

  it('arrive so often that the clock would hardly move', () => {
    expect(complaints(plain(`arrivals: { every: 0.00001 ms }, ${work}`))).toEqual([
      'a.yaml:7:48: OUT_OF_RANGE j arrives over a million times a second; write 0.001 ms or more',
    ]);
    expect(complaints(plain(`arrivals: { every: 0.001 ms }, ${work}`))).toEqual([]);
  });

  it('have a distribution file that is missing or empty', () => {
    const text = plain(`${once}, stages: [{ cpu: { dist: empirical, file: work.csv } }]`);
    expect(complaints(text)).toEqual([
      'a.yaml:7:97: TRACE_MISSING "work.csv" is not there; ' +
        'put the file beside the scenario or into the data folder',
    ]);
    expect(complaints(text, { 'work.csv': '# none\n' })).toEqual([
      'work.csv:1:1: BAD_NUMBERS no values; write one value a line',
    ]);
  });

  it('have a deadline that is no time, or a queue limit below zero', () => {
    expect(complaints(plain(`${once}, ${work}, deadline: 0 s`))).toEqual([
      'a.yaml:7:90: OUT_OF_RANGE deadline: "0 s" is not above 0 s; write more than "0 s"',
    ]);
    expect(complaints(plain(`${once}, ${work}, deadline: -1 min`))).toEqual([
      'a.yaml:7:90: OUT_OF_RANGE deadline: "-1 min" is negative; write "1 min"',
    ]);
    expect(complaints(plain(`${once}, ${work}, discipline: fcfs, queueLimit: -1`))).toEqual([
      'a.yaml:7:110: OUT_OF_RANGE queueLimit: -1 is below 0; write at least 0',
    ]);
  });

  it('ask for what is not honoured', () => {
    expect(complaints(plain(`${once}, ${work}, queueLimit: 3`))).toEqual([
      'a.yaml:7:92: NOT_HONOURED queueLimit under shared; use discipline: fcfs',
    ]);
    expect(complaints(plain(`${once}, ${work}, priority: 3`))).toEqual([
      'a.yaml:7:90: NOT_HONOURED priority under shared; use discipline: priority',
    ]);
    expect(complaints(plain(`${once}, ${work}, checkpoint: { every: 1 min }`))).toEqual([
      'a.yaml:7:92: NOT_HONOURED checkpoint under lostWork redo, which does the stage anew; ' +
        'use lostWork: keep',
    ]);
  });

  it('arrive never, in two ways, or after the end', () => {
    const one = 'write one of at, every, interarrival, file';
    expect(complaints(plain(`arrivals: { count: 3 }, ${work}`))).toEqual([
      `a.yaml:7:39: BAD_VALUE arrivals never come; ${one}`,
    ]);
    expect(complaints(plain(`arrivals: { every: 1 s, interarrival: 2 s }, ${work}`))).toEqual([
      `a.yaml:7:39: BAD_VALUE arrivals by every and interarrival at once; ${one}`,
    ]);
    expect(complaints(plain(`arrivals: { at: [+10 min, +2 h] }, ${work}`))).toEqual([
      'a.yaml:7:45: TOO_LATE j arrives after the end; lengthen duration',
    ]);
  });

  it('have stages that do nothing, too often, or half a time', () => {
    expect(complaints(plain(`${once}, stages: []`))).toEqual([
      'a.yaml:7:64: BAD_VALUE j has no stages; write "stages: [{ cpu: 5 s }]"',
    ]);
    expect(complaints(plain(`${once}, stages: [{ times: 2 }]`))).toEqual([
      'a.yaml:7:65: BAD_VALUE a stage does nothing; add cpu, read, write, send, copy or wait',
    ]);
    expect(complaints(plain(`${once}, stages: [{ wait: 1 s, times: 1.5 }]`))).toEqual([
      'a.yaml:7:85: OUT_OF_RANGE times: 1.5 in a job; write a whole number from 1',
    ]);
    expect(complaints(plain(`${once}, stages: [{ wait: 1 s, runOn: web01 }]`))).toEqual([
      'a.yaml:7:65: NOT_HONOURED threads or runOn of a stage without work; ' +
        'add cpu, or leave them out',
    ]);
  });

  it('run on hosts, which is not built yet, or on disks that a VM lacks', () => {
    expect(complaints(withJobs(`name: j, runOn: esx02, ${once}, ${work}`))).toEqual([
      'a.yaml:7:23: NOT_BUILT_YET runOn: "esx02" is a host; ' +
        'name a VM; jobs right on hosts come in a later version',
    ]);
    expect(complaints(withJobs(`name: j, runOn: wbe*, ${once}, ${work}`))).toEqual([
      'a.yaml:7:23: NO_MATCH "wbe*" matches no VM or host; nearest: web01..02',
    ]);
    expect(complaints(plain(`${once}, stages: [{ read: 2 GiB }]`))).toEqual([
      'a.yaml:7:65: NO_SUCH_NAME web01 has no disk; give it one: "disks: [{ size: 20 GiB }]"',
    ]);
    expect(complaints(plain(`${once}, ${work}, allocation: { cpu: { shares: high } }`))).toEqual([
      'a.yaml:7:80: NOT_BUILT_YET "allocation" in jobs is not built yet; ' +
        'leave it out, it comes with jobs on hosts',
    ]);
  });
});
