import { buildSync } from 'esbuild';
buildSync({ entryPoints: ['bench/src/w2.ts'], outdir: 'node_modules/.bench-jobs', outExtension: { '.js': '.mjs' }, bundle: true, packages: 'external', platform: 'node', format: 'esm', target: 'node20' });
