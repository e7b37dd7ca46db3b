import { describe, expect, it } from 'vitest';
import { CpuPort } from './cpu-port.ts';

/** One VM of two vCPUs on a host of 2,000 MHz a core. */
function port(loadMHz: number, threads: number) {
  const cpu = new CpuPort(1, 8);
  const told: number[] = [];
  cpu.changed = (host) => told.push(host);
  cpu.hostOf[0] = 7;
  cpu.wish(0, loadMHz);
  cpu.work(0, threads, Math.min(threads, 2), 2000);
  return { cpu, told };
}

const parts = (cpu: CpuPort, servedMHz: number) => {
  cpu.servedMHz[0] = servedMHz;
  return [cpu.loadServedMHz(0), cpu.workServedMHz(0)];
};

describe('what a VM is served', () => {
  it('goes to its load of 500 MHz first when two threads share the rest', () => {
    const { cpu } = port(500, 2);
    expect(cpu.wishedMHz[0]).toBe(4500);
    expect(parts(cpu, 4000)).toEqual([500, 3500]);
    expect(parts(cpu, 1500)).toEqual([500, 1000]);
    expect(parts(cpu, 900)).toEqual([300, 600]);
  });

  it('is cut in thirds between a load of 3,000 MHz, which is two threads, and one of work', () => {
    const { cpu } = port(3000, 1);
    expect(parts(cpu, 3000)).toEqual([2000, 1000]);
    expect(parts(cpu, 5000)).toEqual([3000, 2000]);
  });

  it('is all work without a load, and all load without work', () => {
    expect(parts(port(0, 3).cpu, 4000)).toEqual([0, 4000]);
    expect(parts(port(700, 0).cpu, 300)).toEqual([300, 0]);
  });

  it('is decided anew only when the wish changed: the third thread finds no vCPU', () => {
    const { cpu, told } = port(0, 2);
    expect(told).toEqual([7]);
    expect(cpu.work(0, 3, 2, 2000)).toBe(false);
    expect(cpu.work(0, 1, 1, 2000)).toBe(true);
    expect(told).toEqual([7, 7]);
  });
});

describe('listeners', () => {
  it('are called once for each host that they listen to', () => {
    const cpu = new CpuPort(4, 2);
    const calls: string[] = [];
    const first = cpu.addHostListener((host) => calls.push(`first ${host}`));
    const second = cpu.addHostListener((host) => calls.push(`second ${host}`));
    cpu.listen(1, first, true);
    cpu.listen(1, second, true);
    cpu.listen(0, second, true);
    cpu.listen(1, first, false);
    for (const host of [0, 1]) cpu.divided(host);
    expect(calls).toEqual(['second 0', 'second 1']);
    cpu.listen(1, second, false);
    expect([...cpu.listens]).toEqual([2, 0]);
  });
});

describe('watchers', () => {
  it('are called for the VMs that they watch, each on its own', () => {
    const cpu = new CpuPort(2, 1);
    const calls: string[] = [];
    const first = cpu.addWatcher((vm) => calls.push(`first ${vm}`));
    const second = cpu.addWatcher((vm) => calls.push(`second ${vm}`));
    cpu.watch(0, first, true);
    cpu.watch(1, first, true);
    cpu.watch(1, second, true);
    for (const vm of [0, 1]) cpu.served(vm);
    expect(calls).toEqual(['first 0', 'first 1', 'second 1']);
    cpu.watch(1, first, false);
    expect([...cpu.watchesService]).toEqual([1, 1]);
    cpu.watch(1, second, false);
    expect([...cpu.watchesService]).toEqual([1, 0]);
  });
});
