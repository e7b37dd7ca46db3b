import { build } from 'esbuild';

/** Name under which the bundle leaves the entry's exports in the page. */
export const entryName = 'vdcsimEntry';

/**
 * Bundles a module with all that it imports for a browser, from the packages' sources.
 * @throws Error when something cannot be bundled, such as a module of Node
 */
export async function bundleForBrowser(entryFile: string): Promise<string> {
  const result = await build({
    entryPoints: [entryFile],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: entryName,
    platform: 'browser',
    target: 'es2022',
    conditions: ['development'],
    sourcemap: 'inline',
    logLevel: 'silent',
  });
  const script = result.outputFiles[0];
  if (script === undefined) throw new Error(`nothing was bundled from ${entryFile}`);
  return script.text;
}
