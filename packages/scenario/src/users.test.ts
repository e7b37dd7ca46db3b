import { describe, expect, it } from 'vitest';
import { complaints, load, scenarioWith } from '../test/support.ts';

const withUsers = (keys: string) =>
  scenarioWith(
    `workloads: [{ name: people, kind: users, ${keys} }]`,
    'vms: [{ name: web01, memory: 1 GiB, host: esx01, workload: people }]',
  );

describe('users', () => {
  it('are typed with means left to the distributions, and times that may be fractions', () => {
    const text = withUsers(
      'users: 16, think: { dist: exponential, mean: 10 s }, ' +
        'transaction: [{ cpu: 500 Mcycles, times: 1.5 }, { wait: 20 ms }]',
    );
    expect(load(text).scenario.workloads).toEqual([
      {
        name: 'people',
        kind: 'users',
        users: 16,
        think: { dist: 'exponential', mean: 10 },
        transaction: [
          {
            cpu: { unit: 'megacycles', amount: { dist: 'deterministic', value: 500 } },
            threads: 1,
            times: 1.5,
          },
          { wait: { dist: 'deterministic', value: 0.02 }, threads: 1, times: 1 },
        ],
      },
    ]);
  });

  it('may never think, but not be without number, or do nothing that takes time', () => {
    const work = 'transaction: [{ cpu: 1 s }]';
    expect(complaints(withUsers(`users: 3, think: 0 s, ${work}`))).toEqual([]);
    expect(complaints(withUsers(`users: .inf, think: 0 s, ${work}`))).toEqual([
      'a.yaml:5:49: BAD_VALUE users: ".inf" is not a whole number; write a whole number, 1',
    ]);
    expect(complaints(withUsers(`users: 0, think: 1 s, ${work}`))).toEqual([
      'a.yaml:5:49: OUT_OF_RANGE users: 0 is below 1; write at least 1',
    ]);
    expect(complaints(withUsers('users: 3, think: 0 s, transaction: [{ cpu: 0 s }]'))).toEqual([
      'a.yaml:5:77: BAD_VALUE users of people neither think nor ask for anything that takes time; ' +
        'write think, or a transaction with work',
    ]);
    expect(complaints(withUsers(`users: 3, think: 0, ${work}`))).toEqual([
      'a.yaml:5:59: MISSING_UNIT think: 0; write "0 s"',
    ]);
    expect(complaints(withUsers(`users: 3, ${work}`))).toEqual([
      'a.yaml:5:13: MISSING_KEY think is missing in workloads; add "think: 5 min"',
    ]);
  });

  it('ask for what a transaction does not honour', () => {
    const users = (stage: string) => withUsers(`users: 3, think: 1 s, transaction: [{ ${stage} }]`);
    expect(complaints(users('cpu: 1 s, threads: 2'))).toEqual([
      'a.yaml:5:78: NOT_HONOURED threads in a transaction; leave it out, or write a job',
    ]);
    expect(complaints(users('cpu: 1 s, runOn: web01'))).toEqual([
      'a.yaml:5:78: NOT_HONOURED runOn in a transaction; leave it out, or write a job',
    ]);
    expect(complaints(users('times: 2'))).toEqual([
      'a.yaml:5:78: BAD_VALUE a stage does nothing; add cpu, read, write, send, copy or wait',
    ]);
    const steady = 'kind: steady, demand: { cpu: 10% }, users: 3';
    expect(complaints(scenarioWith(`workloads: [{ name: people, ${steady} }]`))).toEqual([
      'a.yaml:5:65: NOT_HONOURED users under steady; use users',
    ]);
  });
});
