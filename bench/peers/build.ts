import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** SimGrid's side of the race, compiled. */
export interface SimGrid {
  /** `SimGrid 3.32`. */
  readonly name: string;
  readonly program: string;
  /** Settings under which it is fastest on these workloads, and quiet. */
  readonly settings: readonly string[];
  /** The same for workloads of flows; they make its network model plain max-min. */
  readonly flowSettings: readonly string[];
  /** Removes the compiled program. */
  remove(): void;
}

export interface Missing {
  readonly advice: string;
}

/** Says whether the peer could not be built. */
export function isMissing(peer: SimGrid | Missing | undefined): peer is Missing {
  return peer !== undefined && 'advice' in peer;
}

const settings = [
  '--log=root.thres:error',
  '--cfg=contexts/factory:raw',
  '--cfg=contexts/stack-size:16',
  '--cfg=contexts/guard-size:0',
];

/** No correction for TCP; all flows are brought up to date at each event, faster where they meet. */
const networkSettings = [
  '--cfg=network/model:CM02',
  '--cfg=network/crosstraffic:0',
  '--cfg=network/TCP-gamma:0',
  '--cfg=network/optim:Full',
];

/** Compiles SimGrid's side against the system's SimGrid, in a scratch folder. */
export function buildSimGrid(): SimGrid | Missing {
  const folder = mkdtempSync(join(tmpdir(), 'vdcsim-bench-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  const sources = ['simgrid.cpp', 'simgrid-flows.cpp'].map((name) =>
    fileURLToPath(new URL(name, import.meta.url)),
  );
  const program = join(folder, 'simgrid');
  const flags = ['-O3', '-std=c++17', ...sources, '-o', program, '-lsimgrid'];
  const { status, stderr } = spawnSync('g++', flags, { encoding: 'utf8' });
  if (status !== 0) {
    remove();
    const words = stderr ? `\n${stderr.slice(0, 500)}` : '';
    return {
      advice: `SimGrid's side cannot be built; as root on Debian:
  apt-get install libsimgrid-dev libboost-dev g++${words}`,
    };
  }
  const version = spawnSync(program, ['version'], { encoding: 'utf8' }).stdout.trim();
  const flowSettings = [...settings, ...networkSettings];
  return { name: `SimGrid ${version}`, program, settings, flowSettings, remove };
}
