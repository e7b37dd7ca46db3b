import { Worker } from 'node:worker_threads';
import { bundleForBrowser, entryName } from '../scripts/browser/bundle.ts';

/**
 * Bundles a module, calls one of its exported functions in a worker thread and gives back what it
 * returned.
 * @throws whatever the function throws
 */
export async function inWorker(
  entryFile: string,
  functionName: string,
  argument: unknown,
): Promise<unknown> {
  const bundle = await bundleForBrowser(entryFile);
  const call = `${entryName}[${JSON.stringify(functionName)}](workerData)`;
  const source = `const { parentPort, workerData } = require('node:worker_threads');
${bundle}
parentPort.postMessage(${call});`;
  const worker = new Worker(source, { eval: true, workerData: argument });
  return await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
