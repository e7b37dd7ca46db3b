import type { AddressInfo } from 'node:net';
import { basename } from 'node:path';
import { isLoopback, reachableHost, urlOf } from './access/addresses.ts';
import { Gatekeeper, newSecret } from './access/gatekeeper.ts';
import { Catalogue } from './catalogue/catalogue.ts';
import { Checks } from './checks/checks.ts';
import { defaultLimits, type Limits, type Programs, type ServerOptions } from './options.ts';
import { buildApp } from './rest/app.ts';
import { builtPageFolder } from './rest/page.ts';
import { fromDisk } from './runs/run-source.ts';
import { RunTable } from './runs/run-table.ts';
import { Lobby } from './viewers/lobby.ts';

/** A server that listens. */
export interface RunningServer {
  readonly port: number;
  /** Where the page is, without the token: `http://127.0.0.1:8080/`. */
  readonly url: string;
  /** Needed from whoever asks; undefined: none is. */
  readonly token: string | undefined;
  /** Id of this server, as viewers are told. */
  readonly id: string;
  /** Tells viewers that it goes away, ends all runs and stops listening. */
  stop(): Promise<void>;
}

/**
 * Starts a server. On an address that others reach it needs a token, and makes one up if it was
 * given none.
 * @throws Error with the code EADDRINUSE when the port is taken, EADDRNOTAVAIL ... for the host
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { host = '127.0.0.1', port = 8080, dataFolder, version } = options;
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const token = options.token ?? (isLoopback(host) ? undefined : newSecret());
  const id = newSecret().slice(0, 12);
  const product = `vdcsim ${version}`;
  const programs = { ...ownPrograms(), ...options.programs };
  const checks = new Checks({
    program: programs.check,
    memoryMiB: limits.runMemoryMiB,
    seconds: limits.openSeconds,
  });
  const catalogue = new Catalogue(options.scenarios, dataFolder, checks);
  const runs = new RunTable({
    ...{ program: programs.run, limits, product },
    defaultSource: () => firstSource(catalogue, options),
  });
  const gatekeeper = new Gatekeeper(token);
  const runOf = (run: string | undefined) => (run === undefined ? runs.first() : runs.get(run));
  const nowMs = () => performance.now();
  const lobby = new Lobby({ limits, product, server: id, nowMs, runOf }, gatekeeper);
  const app = await buildApp({
    ...{ catalogue, checks, runs, limits, dataFolder, version, gatekeeper },
    server: id,
    viewerCount: () => lobby.size,
    pageFolder: options.pageFolder ?? builtPageFolder(),
  });
  app.server.on('upgrade', lobby.upgrade);
  const stop = async (): Promise<void> => {
    lobby.close();
    runs.endAll();
    checks.end();
    await app.close();
  };
  try {
    await app.listen({ host, port });
  } catch (error) {
    await stop();
    throw error;
  }
  // Opened before anybody asks, so that the page has something to show at once.
  runs.first();
  const bound = (app.server.address() as AddressInfo).port;
  return { port: bound, url: urlOf(reachableHost(host), bound), token, id, stop };
}

function firstSource(catalogue: Catalogue, options: ServerOptions) {
  const { dataFolder, seed, isPaused, leadSeconds } = options;
  const scenario = catalogue.defaultId;
  const path = catalogue.pathOf(scenario);
  const place = { scenario, path, file: basename(path) };
  return fromDisk(place, dataFolder, { seed, isPaused, leadSeconds });
}

/** The programs lie beside this file, compiled as it is. */
function ownPrograms(): Programs {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return {
    run: new URL(`./runs/run-process.${ending}`, import.meta.url),
    check: new URL(`./checks/check-process.${ending}`, import.meta.url),
  };
}
