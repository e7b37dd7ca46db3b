import type { TraceSource, WorkloadSpec } from '@vdcsim/core';
import { describe, expect, it } from 'vitest';
import { host, Lab, lab, percent, steady, vm, vms } from '../../../test/lab.ts';

const hosts = [host('esx01')];
const here = { host: 'esx01', workload: 't' };

/** Columns of samples, one each 100 s. */
function source(columns: readonly (readonly number[])[], unit: TraceSource['unit'] = 'fraction') {
  return {
    periodSeconds: 100,
    length: columns[0]!.length,
    columns: columns.length,
    sample: (column: number, index: number) => columns[column]![index]!,
    unit,
  } satisfies TraceSource;
}

const trace = (replay: 'lose' | 'stretch', of: TraceSource): WorkloadSpec => ({
  name: 't',
  kind: 'trace',
  source: of,
  replay,
});

function replay(workload: WorkloadSpec, machines = [vm('a', here)]): Lab {
  return new Lab(lab({ hosts, workloads: [steady('s', 50), workload], vms: machines }));
}

const wants = (run: Lab, name: string, times: readonly number[]): number[] =>
  times.map((time) => run.to(time).now('vm.cpu.demandMHz', name));

describe('a trace that loses', () => {
  it('holds each sample for its 100 s and starts again after the last', () => {
    const one = replay(trace('lose', source([[0.1, 0.5, 1]])));
    expect(wants(one, 'a', [0, 99, 100, 200, 299, 300, 400])).toEqual([
      200, 200, 1000, 2000, 2000, 200, 1000,
    ]);
  });

  it('takes samples in MHz as they are', () => {
    const one = replay(trace('lose', source([[150, 350]], 'MHz')));
    expect(wants(one, 'a', [0, 100])).toEqual([150, 350]);
  });

  it('deals two columns to three VMs in the order of their names', () => {
    const three = replay(trace('lose', source([[0.1], [0.2]])), vms('vm', 3, here)).to(10);
    const demands = ['vm01', 'vm02', 'vm03'].map((name) => three.now('vm.cpu.demandMHz', name));
    expect(demands).toEqual([200, 400, 200]);
  });

  it('goes on while the host does not serve it, and while the VM is off', () => {
    const held = vm('a', { ...here, allocation: { cpu: { limit: percent(10) } } });
    const one = replay(trace('lose', source([[1, 0.05, 0.5]])), [held]);
    expect(one.to(99).used('a')).toEqual([200]);
    expect(one.to(100).used('a')).toEqual([100]);
    one.give('powerOff', 'a').to(150).give('powerOn', 'a');
    // It has booted at 240 s, in the third sample.
    expect(wants(one, 'a', [239, 240, 300])).toEqual([0, 1000, 2000]);
  });

  it('asks its source once for each sample, in order', () => {
    const asked: string[] = [];
    const noting: TraceSource = {
      ...source([[0.1], [0.2]]),
      length: Number.POSITIVE_INFINITY,
      sample: (column, index) => {
        asked.push(`${column}:${index}`);
        return 0.5;
      },
    };
    const two = replay(trace('lose', noting), vms('vm', 2, here)).to(50);
    two.give('powerOff', 'vm01').to(250);
    expect(asked).toEqual(['0:0', '1:0', '0:1', '1:1', '0:2', '1:2']);
  });
});

describe('a source that fills many columns at once', () => {
  it('is asked for all VMs at a time, and gives what it would give one by one', () => {
    const columns = [
      [0.1, 0.4],
      [0.2, 0.8],
      [0.3, 0.5],
    ];
    const filled: number[] = [];
    const filling: TraceSource = {
      ...source(columns),
      fill: (samples, asked, index) => {
        filled.push(index);
        asked.forEach((column, i) => {
          samples[i] = columns[column]![index]!;
        });
      },
    };
    const machines = vms('vm', 5, here);
    const [each, atOnce] = [source(columns), filling].map((of) =>
      replay(trace('lose', of), machines).to(50).give('powerOff', 'vm02').to(250),
    );
    for (const name of ['vm01', 'vm02', 'vm03', 'vm04', 'vm05']) {
      const demand = atOnce!.now('vm.cpu.demandMHz', name);
      expect(demand).toBe(each!.now('vm.cpu.demandMHz', name));
    }
    expect(filled).toEqual([1, 0]);
  });
});

describe('a trace that stretches', () => {
  it('takes twice the time at half the service, and an idle sample lasts its 100 s', () => {
    // 2,000 MHz wished and 1,000 served until 200 s, idle until 300 s, 1,000 of 1,000 until 400 s.
    const held = vm('a', { ...here, allocation: { cpu: { limit: percent(50) } } });
    const one = replay(trace('stretch', source([[1, 0, 0.5]])), [held]);
    expect(wants(one, 'a', [0, 199, 200, 299, 300, 399, 400])).toEqual([
      2000, 2000, 0, 0, 1000, 1000, 2000,
    ]);
  });

  it('does the same work late: 100 s at 2,000 MHz are 200,000 megacycles', () => {
    const held = vm('a', { ...here, allocation: { cpu: { limit: percent(25) } } });
    const one = replay(trace('stretch', source([[1, 0]])), [held]);
    // Served 500 MHz for 400 s.
    expect(wants(one, 'a', [399, 400])).toEqual([2000, 0]);
  });

  it('goes on at another speed when its service changes in the middle', () => {
    const one = replay(trace('stretch', source([[1, 0]]))).to(50);
    one.set('vm', 'a', 'allocation.cpu.limit', percent(20));
    // Half is left: 50 s at full speed, 250 s at a fifth.
    expect(wants(one, 'a', [299, 300])).toEqual([2000, 0]);
  });

  it('stands still while its VM is off and while it boots', () => {
    const one = replay(trace('stretch', source([[1, 0.5]]))).to(40);
    one.give('powerOff', 'a').to(500).give('powerOn', 'a');
    // 60 s are left, from 590 s on.
    expect(wants(one, 'a', [589, 590, 649, 650])).toEqual([0, 2000, 2000, 1000]);
  });

  it('stands still in an idle sample, too, while its VM is suspended', () => {
    const one = replay(trace('stretch', source([[0, 0.5]]))).to(40);
    one.give('suspend', 'a').to(500).give('resume', 'a');
    expect(wants(one, 'a', [559, 560])).toEqual([0, 1000]);
  });

  it('stands still at a limit of 0 and goes on when that is lifted', () => {
    const one = replay(trace('stretch', source([[1, 0.5]]))).to(40);
    one.set('vm', 'a', 'allocation.cpu.limit', percent(0)).to(1000);
    expect(one.cpu('a')).toEqual({ usedMHz: 0, ready: 100, limited: 100 });
    one.set('vm', 'a', 'allocation.cpu.limit', percent(100));
    expect(wants(one, 'a', [1059, 1060])).toEqual([2000, 1000]);
  });

  it('wants more than its vCPU gives in a sample of 150 %, which then lasts 150 s', () => {
    const one = replay(trace('stretch', source([[1.5, 0]])));
    expect(wants(one, 'a', [149, 150])).toEqual([3000, 0]);
  });

  it('ends where it was when the VM is given another workload', () => {
    const one = replay(trace('stretch', source([[1, 0.5]]))).to(40);
    one.set('vm', 'a', 'workload', 's');
    expect(wants(one, 'a', [41, 1000])).toEqual([1000, 1000]);
    one.set('vm', 'a', 'workload', 't');
    expect(wants(one, 'a', [1099, 1100])).toEqual([2000, 1000]);
  });
});
