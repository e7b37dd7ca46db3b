import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { onTestFinished } from 'vitest';
import {
  type Programs,
  type RunningServer,
  type ServerOptions,
  startServer,
} from '../src/index.ts';

/** Two hosts, four VMs; esx02 dies after ten minutes. */
export const dyingHost = `# Two hosts, and one of them dies.
#
# What it shows: high availability.
vdcsim: 1
name: Dying host
about: A host dies.
duration: 30 min
hosts: [{ name: esx01..02, memory: 8 GiB }]
clusters: [{ name: lab, hosts: esx*, ha: { restartPriority: medium } }]
workloads: [{ name: office, kind: steady, demand: { cpu: 20% } }]
vms: [{ name: web01..04, memory: 512 MiB, cluster: lab, workload: office }]
timeline: [{ at: +10 min, fail: esx02 }]
`;

/** The same with mistakes on lines 8 and 11. */
export const mistaken = dyingHost
  .replace('memory: 8 GiB', 'memory: 8')
  .replace('cluster: lab, workload', 'clutser: lab, workload');

/** A scenario whose trace is not there. */
export const traceless = `vdcsim: 1
name: Traceless
duration: 1 h
hosts: [{ name: esx01, memory: 8 GiB }]
workloads: [{ name: day, kind: trace, file: nowhere, format: planetlab }]
vms: [{ name: vm1, memory: 1 GiB, workload: day }]
`;

/** A folder that is gone when the test, or the group of tests, is over. */
export function temporaryFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'vdcsim-server-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Programs of the child processes in one file each: they start several times as fast. */
function bundledPrograms(folder: string): Programs {
  const entries = { run: './hostile-process.fixtures.ts', check: '../src/checks/check-process.ts' };
  buildSync({
    entryPoints: Object.entries(entries).map(([out, path]) => ({
      out,
      in: fileURLToPath(new URL(path, import.meta.url)),
    })),
    ...{ outdir: folder, outExtension: { '.js': '.mjs' }, bundle: true, logLevel: 'warning' },
    ...{ platform: 'node', format: 'esm', target: 'node20', conditions: ['development'] },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
  const place = (name: string) => pathToFileURL(join(folder, `${name}.mjs`));
  return { run: place('run'), check: place('check') };
}

let programs: Programs | undefined;

/** The same for all servers of a test file; gone with the process that runs it. */
function testPrograms(): Programs {
  if (programs !== undefined) return programs;
  const { path, remove } = temporaryFolder();
  process.once('exit', remove);
  programs = bundledPrograms(path);
  return programs;
}

/** A server on a free port; `stop` also removes its scenarios. */
export async function serverOf(
  texts: Readonly<Record<string, string>>,
  options: Partial<ServerOptions> = {},
): Promise<RunningServer> {
  const folder = temporaryFolder();
  const scenarios = Object.entries(texts).map(([name, text]) => {
    const path = join(folder.path, name);
    writeFileSync(path, text);
    return path;
  });
  const server = await startServer({
    ...{ scenarios, port: 0, version: '0.0.0', programs: testPrograms() },
    ...options,
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}

/** A server of the scenario with the dying host, for one test. */
export async function testServer(options: Partial<ServerOptions> = {}): Promise<RunningServer> {
  const server = await serverOf({ 'dying.yaml': dyingHost }, options);
  onTestFinished(() => server.stop());
  return server;
}
