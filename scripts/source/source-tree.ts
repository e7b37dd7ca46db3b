import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type SourceFile, sourceFile } from './source-file.ts';

/** Folders that hold nothing written by hand. */
const leftOut = new Set(['node_modules', 'dist', 'runs', 'coverage', '.git']);

const read = /\.(ts|tsx|mts|mjs|js|json|md|ya?ml|sh)$|(^|\/)(LICENSE|run)$/;

/** Every text file of the checkout that somebody wrote, sorted by path. */
export function readSourceTree(root: string): SourceFile[] {
  const files: SourceFile[] = [];
  const enter = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory() && !leftOut.has(entry.name)) enter(path);
      else if (entry.isFile() && read.test(path) && entry.name !== 'package-lock.json') {
        files.push(sourceFile(path, readFileSync(join(root, path), 'utf8')));
      }
    }
  };
  enter('');
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
