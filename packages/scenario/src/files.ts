import { encodeUtf8 } from './utf8.ts';

/**
 * Where the loader finds files: on disk, or what somebody dropped on a page. Paths are the
 * source's own; `resolve` gives paths that resolve to themselves from any base.
 */
export interface FileSource {
  /** Bytes of a file; undefined if there is no such file. */
  read(path: string): Uint8Array | undefined;
  /** Names in a folder, in any order; undefined if there is no such folder. */
  list(folder: string): readonly string[] | undefined;
  /** A path as written in the file `base`: beside that file, then in the data folder. */
  resolve(base: string, path: string): string;
}

/** Joins and shortens `a/b/../c`; keeps a leading `/`. */
function normalize(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    const last = parts[parts.length - 1];
    if (part === '..' && last !== undefined && last !== '..') parts.pop();
    else parts.push(part);
  }
  return `${path.startsWith('/') ? '/' : ''}${parts.join('/')}`;
}

/**
 * Files held in memory: for pages and tests. Paths that `resolve` returns start at the root.
 * `dataFolder` is looked in after the folder of the naming file.
 */
export function memoryFiles(
  contents: Readonly<Record<string, string | Uint8Array>>,
  dataFolder?: string,
): FileSource {
  const files = new Map<string, string | Uint8Array>();
  for (const [path, content] of Object.entries(contents)) files.set(normalize(`/${path}`), content);
  const folderHolds = (folder: string) => [...files.keys()].some((p) => p.startsWith(`${folder}/`));
  return {
    read(path) {
      const content = files.get(normalize(`/${path}`));
      return typeof content === 'string' ? encodeUtf8(content) : content;
    },
    list(folder) {
      const prefix = `${normalize(`/${folder}`)}/`;
      const names = new Set<string>();
      for (const path of files.keys()) {
        if (path.startsWith(prefix)) names.add(path.slice(prefix.length).split('/')[0]!);
      }
      return names.size === 0 ? undefined : [...names];
    },
    resolve(base, path) {
      if (path.startsWith('/')) return normalize(path);
      const beside = normalize(`/${base}/../${path}`);
      if (files.has(beside) || folderHolds(beside) || dataFolder === undefined) return beside;
      const inData = normalize(`/${dataFolder}/${path}`);
      return files.has(inData) || folderHolds(inData) ? inData : beside;
    },
  };
}
