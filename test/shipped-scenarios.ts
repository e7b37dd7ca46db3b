import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { diskFiles, type FileSource, type LoadedScenario, parseScenario } from 'vdcsim';

/** The scenarios that come with the product, as texts to run and to change. */
export interface ShippedScenario {
  /** `first-steps` */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  /** Folders and files of traces that it reads from the data folder. */
  readonly data: readonly string[];
}

const folder = fileURLToPath(new URL('../scenarios/', import.meta.url));

/** Where traces are; undefined where this machine has none. */
export const dataFolder: string | undefined = process.env['VDCSIM_DATA'] || undefined;

/** All of them, sorted by name. */
export const shippedScenarios: readonly ShippedScenario[] = readdirSync(folder)
  .filter((name) => name.endsWith('.yaml'))
  .sort((a, b) => (a < b ? -1 : 1))
  .map((name) => {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const data = [...text.matchAll(/^[^#]*\bfile: ([^,\s}]+)/gm)].map((match) => match[1]!);
    return { name: name.replace('.yaml', ''), path, text, data };
  });

/** One of them. */
export function shipped(name: string): ShippedScenario {
  return shippedScenarios.find((scenario) => scenario.name === name)!;
}

/** Why a scenario cannot run here, for `context.skip`; undefined when it can. */
export function whyNoData({ data }: ShippedScenario): string | undefined {
  if (data.length === 0) return undefined;
  if (dataFolder === undefined) return 'no trace data here; VDCSIM_DATA names their folder';
  const missing = data.find((path) => !existsSync(join(dataFolder, path)));
  return missing === undefined ? undefined : `VDCSIM_DATA has no ${missing}`;
}

/** Loads a scenario as it is, or with another text in its place. */
export function loadShipped({ path, text }: ShippedScenario, instead = text): LoadedScenario {
  const onDisk = diskFiles(dataFolder);
  const files: FileSource = {
    ...onDisk,
    read: (name) => (name === path ? new TextEncoder().encode(instead) : onDisk.read(name)),
  };
  return parseScenario(path, files);
}

/** The texts that a scenario consists of, as a page would be given them. */
export function filesOf({ text, data }: ShippedScenario) {
  const files: Record<string, string> & { 'scenario.yaml': string } = { 'scenario.yaml': text };
  for (const path of data) {
    const onDisk = join(dataFolder!, path);
    const names = statSync(onDisk).isDirectory() ? readdirSync(onDisk) : [''];
    for (const name of names) {
      files[join(path, name)] = readFileSync(join(onDisk, name), 'utf8');
    }
  }
  return files;
}
