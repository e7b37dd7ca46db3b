import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import type { FileSource } from '@vdcsim/scenario';

/**
 * Files of this machine: beside the file that names them, then in the data folder.
 *
 * Parts keep the form in which they were named, since messages cite them; traces and values get
 * absolute paths, so that a resolved scenario finds them from wherever it is run again.
 */
export function diskFiles(
  dataFolder: string | undefined,
  findMoved: (path: string) => string | undefined = () => undefined,
): FileSource {
  return {
    read: readIfFile,
    list: (folder) => (isFolder(folder) ? readdirSync(folder) : undefined),
    resolve(base, path) {
      const beside = isAbsolute(path) ? path : join(dirname(base), path);
      const found = existsSync(beside)
        ? beside
        : (foundInData(dataFolder, path) ?? findMoved(beside) ?? beside);
      return isScenarioName(found) || !existsSync(found) ? found : resolve(found);
    },
  };
}

function foundInData(dataFolder: string | undefined, path: string): string | undefined {
  if (dataFolder === undefined || isAbsolute(path)) return undefined;
  const inData = join(dataFolder, path);
  return existsSync(inData) ? inData : undefined;
}

function isScenarioName(path: string): boolean {
  return /\.(ya?ml|json)$/i.test(path);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Undefined where there is no such file, or it may not be read. */
function readIfFile(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
