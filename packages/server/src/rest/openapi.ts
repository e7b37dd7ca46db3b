import { Gatekeeper } from '../access/gatekeeper.ts';
import { Catalogue } from '../catalogue/catalogue.ts';
import { Checks } from '../checks/checks.ts';
import { defaultLimits as limits } from '../options.ts';
import { RunTable } from '../runs/run-table.ts';
import { buildApp } from './app.ts';

/** The description of all that is answered over HTTP, as text for docs/reference/openapi.json. */
export async function openApiText(): Promise<string> {
  const nowhere = new URL('file:///');
  const checks = new Checks({ program: nowhere, memoryMiB: 0, seconds: 0 });
  const catalogue = new Catalogue([], undefined, checks);
  const defaultSource = () => {
    throw new Error('nothing is run for a description');
  };
  const runs = new RunTable({ program: nowhere, limits, product: '', defaultSource });
  const app = await buildApp({
    ...{ catalogue, checks, runs, limits, dataFolder: undefined, version: '', server: '' },
    ...{ viewerCount: () => 0, gatekeeper: new Gatekeeper(undefined), pageFolder: undefined },
  });
  const text = JSON.stringify(app.swagger(), undefined, 2);
  await app.close();
  return `${text}\n`;
}
