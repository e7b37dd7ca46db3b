import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { type Programs, type RunningServer, startServer } from '@vdcsim/server';
import { buildSync } from 'esbuild';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { launchFlags } from '../../../scripts/browser/in-chromium.ts';
import { findChromium } from '../../../scripts/find-chromium.mjs';
import { buildPage } from '../../../scripts/prepare/page.mjs';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const pageFolder = join(root, 'packages/visualizer/dist/page');

/** Two hosts of four VMs; esx02 dies after ten minutes and is repaired after twenty. */
export const dyingHost = `vdcsim: 1
name: Dying host
about: Which VMs come back?
start: 2012-03-05 13:30
duration: 1 h
hosts: [{ name: esx01..02, memory: 8 GiB }]
clusters: [{ name: lab, hosts: esx*, ha: { restartPriority: medium } }]
workloads: [{ name: office, kind: steady, demand: { cpu: 20% } }]
vms:
  - { name: web01..04, memory: 512 MiB, cluster: lab, host: esx01..02, workload: office }
timeline:
  - { at: +10 min, fail: esx02 }
  - { at: +20 min, repair: esx02 }
`;

/** Two hosts on a SAN of two fabrics, a scan beside databases. */
export const smallSan = `vdcsim: 1
name: Small SAN
start: 2007-06-04 10:00
duration: 1 h
storage:
  switches: [{ name: fcA, fabric: red }, { name: fcB, fabric: blue }]
  arrays:
    - name: array1
      controllers:
        - { name: spa, ports: [{ name: p0, cabledTo: fcA }, { name: p1, cabledTo: fcB }] }
      raidGroups: [{ name: rg1, spindles: 8, diskClass: fc-15k, raid: raid10 }]
      luns: [{ name: lun1..2, size: 250 GiB, raidGroup: rg1 }]
  datastores: [{ name: ds1..2, lun: lun1..2 }]
hosts:
  - name: esx01..02
    memory: 8 GiB
    hbas: [{ name: vmhba0, cabledTo: fcA }, { name: vmhba1, cabledTo: fcB }]
workloads:
  - name: oltp
    kind: steady
    demand: { cpu: 20%, io: { read: 90 iops, write: 40 iops, blockSize: 8 KiB, random: 100% } }
  - name: scan
    kind: steady
    demand: { cpu: 20%, io: { read: 60 MB/s, blockSize: 64 KiB, random: 0%, outstanding: 32 } }
vms:
  - name: db01..04
    memory: 512 MiB
    disks: [{ size: 20 GiB }]
    datastore: ds1..2
    host: esx01..02
    workload: oltp
  - name: dss01
    memory: 512 MiB
    disks: [{ size: 60 GiB }]
    datastore: ds1
    host: esx01
    workload: scan
`;

/** The dying host with a wrong key on line 10, column 44. */
export const mistaken = dyingHost.replace('cluster: lab, host', 'clutser: lab, host');

let programs: Programs | undefined;

/** The server's child processes in one file each: they start several times as fast. */
function bundledPrograms(): Programs {
  if (programs !== undefined) return programs;
  const folder = mkdtempSync(join(tmpdir(), 'vdcsim-programs-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const source = join(root, 'packages/server/src');
  const require = "import { createRequire } from 'node:module';";
  buildSync({
    entryPoints: [
      { in: join(source, 'runs/run-process.ts'), out: 'run' },
      { in: join(source, 'checks/check-process.ts'), out: 'check' },
    ],
    ...{ outdir: folder, outExtension: { '.js': '.mjs' }, bundle: true, logLevel: 'warning' },
    ...{ platform: 'node', format: 'esm', target: 'node20', conditions: ['development'] },
    banner: { js: `${require} const require = createRequire(import.meta.url);` },
  });
  const place = (name: string): URL => pathToFileURL(join(folder, `${name}.mjs`));
  programs = { run: place('run'), check: place('check') };
  return programs;
}

/** A server of one scenario on a port that the system chooses, or on a given one. */
export async function serverOf(text: string, port = 0): Promise<RunningServer> {
  buildPage(root);
  const folder = mkdtempSync(join(tmpdir(), 'vdcsim-page-'));
  const scenario = join(folder, 'dying.yaml');
  writeFileSync(scenario, text);
  const scenarios = [scenario];
  const place = { scenarios, port, pageFolder, programs: bundledPrograms() };
  const server = await startServer({ ...place, version: '0.0.0' });
  const stop = async (): Promise<void> => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { ...server, stop };
}

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** The page's files alone, as any host of static pages serves them. */
export async function staticPage(): Promise<{ url: string; stop(): Promise<void> }> {
  buildPage(root);
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url ?? '/', 'http://page').pathname);
    const file = join(pageFolder, path === '/' ? 'index.html' : path);
    try {
      const bytes = readFileSync(file);
      response.writeHead(200, { 'content-type': types[extname(file)] ?? 'text/plain' });
      response.end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    });
  return { url: `http://127.0.0.1:${port}/`, stop };
}

/** The browser of all tests of a file. */
export async function launch(): Promise<Browser> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error('no Chromium on this machine');
  return await chromium.launch({ executablePath, args: [...launchFlags] });
}

/** A page on a desk of its own, and what went wrong in it. */
export interface Watched {
  readonly page: Page;
  readonly errors: readonly string[];
  close(): Promise<void>;
}

/** Opens an address, and waits until the first frame has come. */
export async function open(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1600, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(message.text());
  });
  await page.goto(url);
  await page.locator('.map [data-entity]').first().waitFor();
  return { page, errors, close: () => context.close() };
}

/** Drops a file on the page, as a reader's mouse would. */
export async function dropFile(page: Page, name: string, text: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    ([fileName, content]) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([content ?? ''], fileName ?? '', { type: 'application/yaml' }));
      return dropped;
    },
    [name, text],
  );
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}
