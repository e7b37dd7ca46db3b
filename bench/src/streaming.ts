/**
 * A server that streams one run: first to many viewers at ten frames a second, then at a high
 * speed to two, of which one has stopped reading. Counted are the server's process and the run's.
 *
 *     streaming VMS VIEWERS SECONDS
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { type RunningServer, startServer } from '@vdcsim/server';
import { printMeasurement } from './measurement.ts';
import { streamedScenario } from './streaming-scenario.ts';
import type { ViewersAnswer, ViewersRequest } from './streaming-viewers.ts';

const vms = Number(process.argv[2]);
const viewers = Number(process.argv[3]);
const seconds = Number(process.argv[4]);

/** Simulated seconds a second: as people watch, and for the growth of memory. */
const watchedSpeed = 60;
const fastSpeed = 3600;
/** Time in which what lies between server and viewer fills up. */
const warmUpSeconds = 20;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** CPU seconds and memory of a process of ours, as the system counts them (Linux only). */
interface ProcessFigures {
  readonly cpuSeconds: number;
  readonly rssMiB: number;
}

/** The run's process: the one child that has neither viewers nor a compiler in it. */
function runProcess(other: ChildProcess): number {
  const mine = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = mine.find((pid) => parentOf(pid) === process.pid && Number(pid) !== other.pid);
  if (found === undefined) throw new Error('the process of the run was not found');
  return Number(found);
}

function parentOf(pid: string): number {
  try {
    return Number(statOf(pid)[1]);
  } catch {
    return -1;
  }
}

/** Fields of /proc/PID/stat behind the name: state, parent ... */
function statOf(pid: number | string): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function figuresOf(pid: number): ProcessFigures {
  const stat = statOf(pid);
  const [user, system, pages] = [Number(stat[11]), Number(stat[12]), Number(stat[21])];
  return { cpuSeconds: (user + system) / 100, rssMiB: (pages * 4096) / 2 ** 20 };
}

/** What the server's own process holds, garbage left out, MiB. */
function heldMiB(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 2 ** 20;
}

const folder = mkdtempSync(join(tmpdir(), 'vdcsim-bench-'));
const scenario = join(folder, 'streamed.yaml');
writeFileSync(scenario, streamedScenario(vms));
const audience = fork(new URL('./streaming-viewers.mjs', import.meta.url));

function ask(request: ViewersRequest): Promise<ViewersAnswer> {
  audience.send(request);
  return new Promise((resolve) => audience.once('message', resolve));
}

async function streamed(server: RunningServer) {
  const url = `${server.url.replace('http', 'ws')}ws`;
  await ask({ do: 'connect', url, viewers, speed: watchedSpeed, stalled: false });
  const run = runProcess(audience);
  await wait(3000);
  await ask({ do: 'count' });
  const [cpuBefore, runBefore, start] = [process.cpuUsage(), figuresOf(run), performance.now()];
  await wait(seconds * 1000);
  const { frames, bytes } = await ask({ do: 'count' });
  const wallSeconds = (performance.now() - start) / 1e3;
  const { user, system } = process.cpuUsage(cpuBefore);
  const serverSeconds = (user + system) / 1e6;
  const runSeconds = figuresOf(run).cpuSeconds - runBefore.cpuSeconds;
  await ask({ do: 'leave' });
  return { wallSeconds, serverSeconds, runSeconds, frames, bytes };
}

async function grown(server: RunningServer) {
  const url = `${server.url.replace('http', 'ws')}ws`;
  await ask({ do: 'connect', url, viewers: 2, speed: fastSpeed, stalled: true });
  const run = runProcess(audience);
  await wait(warmUpSeconds * 1000);
  const before = { ...(await ask({ do: 'count' })), held: heldMiB(), run: figuresOf(run) };
  await wait(seconds * 1000);
  const after = { ...(await ask({ do: 'count' })), held: heldMiB(), run: figuresOf(run) };
  const hours = (after.nowSeconds - before.nowSeconds) / 3600;
  await ask({ do: 'leave' });
  return {
    grownHours: hours,
    serverMiBPerHour: (after.held - before.held) / hours,
    runMiBPerHour: (after.run.rssMiB - before.run.rssMiB) / hours,
  };
}

// A viewer that does not read would be dropped after a while; here it is to stay.
const limits = { beatSeconds: 3600 };
const server = await startServer({ scenarios: [scenario], port: 0, version: 'bench', limits });
const stream = await streamed(server);
const growth = await grown(server);
await server.stop();
audience.kill();
rmSync(folder, { recursive: true, force: true });
const { wallSeconds, serverSeconds, runSeconds, frames, bytes } = stream;
printMeasurement({
  check: 0,
  operations: frames,
  cpuSeconds: serverSeconds + runSeconds,
  wallSeconds,
  parts: {
    framesPerSecond: frames / viewers / wallSeconds,
    kBPerSecond: bytes / viewers / wallSeconds / 1e3,
    serverCores: serverSeconds / wallSeconds,
    runCores: runSeconds / wallSeconds,
    ...growth,
  },
});
