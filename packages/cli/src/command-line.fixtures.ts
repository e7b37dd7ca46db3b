import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { runCommandLine } from './command-line.ts';
import type { Terminal } from './terminal.ts';

/** A temporary folder that is gone after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'vdcsim-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a file into a fresh folder and returns its path. */
export function written(text: string, name = 'scenario.yaml'): string {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, text);
  return path;
}

/** Two hosts, four VMs; esx02 dies after ten minutes; its two VMs are away for 105 s. */
export const dyingHost = `vdcsim: 1
name: Dying host
duration: 30 min
hosts: [{ name: esx01..02, memory: 8 GiB }]
clusters: [{ name: lab, hosts: esx*, ha: { restartPriority: medium } }]
workloads: [{ name: office, kind: steady, demand: { cpu: 20% } }]
vms: [{ name: web01..04, memory: 512 MiB, cluster: lab, workload: office }]
timeline: [{ at: +10 min, fail: esx02 }]
expect: [{ metric: vm.downtimeSeconds, of: web*, atMost: 2 min }]
`;

/** The same, with an expectation that cannot come true. */
export const disappointing = dyingHost.replace('atMost: 2 min', 'atMost: 1 min, because: SLA');

/** Two mistakes on lines 4 and 7. */
export const mistaken = dyingHost
  .replace('memory: 8 GiB', 'memory: 8')
  .replace('cluster: lab', 'clutser: lab');

/** A scenario whose trace is not there. */
export const traceless = `vdcsim: 1
name: Traceless
duration: 1 h
hosts: [{ name: esx01, memory: 8 GiB }]
workloads: [{ name: day, kind: trace, file: nowhere, format: planetlab }]
vms: [{ name: vm1, memory: 1 GiB, workload: day }]
`;

export interface TestTerminalOptions {
  readonly isTTY?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Presses Ctrl-C at the so manieth breath. */
  readonly interruptAtBreath?: number;
}

/** A terminal that remembers what it was told; its clock goes on 1 ms whenever it is read. */
export class TestTerminal implements Terminal {
  readonly outIsTTY: boolean;
  readonly errIsTTY: boolean;
  readonly columns = 80;
  readonly env: Readonly<Record<string, string>>;
  outText = '';
  errText = '';
  private readonly interruptAtBreath: number;
  private milliseconds = 0;
  private breaths = 0;
  private interrupt: () => void = () => {};

  constructor(options: TestTerminalOptions = {}) {
    this.outIsTTY = options.isTTY ?? false;
    this.errIsTTY = this.outIsTTY;
    this.env = options.env ?? {};
    this.interruptAtBreath = options.interruptAtBreath ?? Number.POSITIVE_INFINITY;
  }

  out(text: string): void {
    this.outText += text;
  }

  err(text: string): void {
    this.errText += text;
  }

  nowMilliseconds(): number {
    this.milliseconds++;
    return this.milliseconds;
  }

  async breathe(): Promise<void> {
    this.breaths++;
    if (this.breaths === this.interruptAtBreath) this.interrupt();
  }

  onInterrupt(listener: () => void): () => void {
    this.interrupt = listener;
    // Nobody opens a page here: it is left as soon as it is served.
    if (this.outText.startsWith('vdcsim is at ')) queueMicrotask(listener);
    return () => {
      this.interrupt = () => {};
    };
  }
}

export interface Outcome {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line in this process. */
export async function vdcsim(
  commandLine: readonly string[],
  options: TestTerminalOptions = {},
): Promise<Outcome> {
  const terminal = new TestTerminal(options);
  const exitCode = await runCommandLine(commandLine, terminal);
  return { exitCode, out: terminal.outText, err: terminal.errText };
}

/** Length of the longest line. */
export function widthOf(text: string): number {
  return Math.max(...text.split('\n').map((line) => line.length));
}
