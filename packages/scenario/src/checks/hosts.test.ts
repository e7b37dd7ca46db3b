import { describe, expect, it } from 'vitest';
import { complaints, load, scenarioWith } from '../../test/support.ts';

const withCpu = (cpu: string): string => scenarioWith().replace(' }]', `, cpu: { ${cpu} } }]`);

describe('processors of hosts', () => {
  it('have two threads a core at most', () => {
    expect(complaints(withCpu('threadsPerCore: 2'))).toEqual([]);
    expect(complaints(withCpu('threadsPerCore: 4'))).toEqual([
      'a.yaml:4:67: NOT_HONOURED threadsPerCore: 4; write 1 or 2; wider cores are not modelled',
    ]);
  });

  it('take a profile in steps, typed as fractions, and share by shares', () => {
    const steps = 'steps: [{ after: 1 h, value: 60% }], repeat: 1 d';
    const { scenario } = load(withCpu(`profile: { ${steps} }`));
    expect(scenario.hosts[0]!.cpu).toMatchObject({
      sharing: 'shares',
      profile: { steps: [{ afterSeconds: 3600, value: 0.6 }], repeatSeconds: 86_400 },
    });
    expect(load(withCpu('sharing: demand')).scenario.hosts[0]!.cpu.sharing).toBe('demand');
  });

  it('never stand still: a host that does nothing has failed', () => {
    const steps = 'steps: [{ after: 0 s, value: 50% }, { after: 5 min, value: 0% }]';
    expect(complaints(withCpu(`profile: { ${steps} }`))).toEqual([
      'a.yaml:4:60: OUT_OF_RANGE profile: cores stand still after 5 min; ' +
        'write more than "0%"; fail the host to stop it',
    ]);
  });

  it('run as many vCPUs of a VM as they have threads', () => {
    const two = 'cpu: { sockets: 1, coresPerSocket: 2, threadsPerCore: 2 }';
    const text = (vcpus: number): string =>
      scenarioWith(`vms: [{ name: a, host: esx01, memory: 1 GiB, vcpus: ${vcpus} }]`).replace(
        ' }]',
        `, ${two} }]`,
      );
    expect(complaints(text(4))).toEqual([]);
    expect(complaints(text(8))).toEqual([
      'a.yaml:5:7: NO_FIT a has 8 vCPUs, esx01 4 threads; lower vcpus',
    ]);
  });
});
