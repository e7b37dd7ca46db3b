import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { parse } from 'yaml';

const scenarioFolder = join(import.meta.dirname, '../../scenarios');
const demo = 'host-failure.yaml';

interface Opening {
  readonly name?: string;
  readonly about?: string;
  readonly workloads?: readonly { readonly kind?: string }[];
}

/** The shipped scenarios beside the page, for a page that is served without a server of ours. */
function scenariosBesidePage(): Plugin {
  return {
    name: 'scenarios-beside-page',
    generateBundle() {
      const files = readdirSync(scenarioFolder).filter((file) => file.endsWith('.yaml'));
      files.sort((a, b) => Number(b === demo) - Number(a === demo) || (a < b ? -1 : 1));
      const source = JSON.stringify(files.map(told));
      this.emitFile({ type: 'asset', fileName: 'scenarios.json', source });
    },
  };
}

function told(file: string): object {
  const text = readFileSync(join(scenarioFolder, file), 'utf8');
  const { name, about = '', workloads = [] } = parse(text) as Opening;
  const id = basename(file, '.yaml');
  const needsTrace = workloads.some(({ kind }) => kind === 'trace');
  const problem = needsTrace ? { problem: 'it needs a trace, which a server can have' } : {};
  return { id, file, name: name ?? id, about, text, ...problem };
}

/** The page: addresses inside it are relative, so it can be served from any folder. */
export default defineConfig({
  root: join(import.meta.dirname, '../../packages/visualizer'),
  base: './',
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  resolve: { conditions: ['development', 'module', 'browser'] },
  worker: { format: 'es' },
  build: {
    outDir: 'dist/page',
    emptyOutDir: true,
    target: 'es2023',
    // The policy of the server's pages allows no data addresses for scripts and styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  plugins: [scenariosBesidePage()],
});
