import type { SourceFile } from './source-file.ts';

/** One workspace package, as its package.json says. */
export interface Package {
  /** Below `packages/`. */
  readonly folder: string;
  readonly name: string;
  readonly description: string;
  readonly dependencies: readonly string[];
  /** Files that the world outside starts from; whatever they do not reach is dead. */
  readonly entries: readonly string[];
}

interface PackageJson {
  readonly name: string;
  readonly description?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly bin?: Readonly<Record<string, string>>;
}

/** The workspace packages of a tree, sorted by folder. */
export function packagesOf(files: readonly SourceFile[]): Package[] {
  const packages: Package[] = [];
  for (const file of files) {
    const folder = /^packages\/([^/]+)\/package\.json$/.exec(file.path)?.[1];
    if (folder === undefined) continue;
    const json = JSON.parse(file.text) as PackageJson;
    const entries = [`packages/${folder}/src/index.ts`];
    if (json.bin !== undefined) entries.push(`packages/${folder}/src/main.ts`);
    const page = `packages/${folder}/src/main.tsx`;
    if (files.some(({ path }) => path === page)) entries.push(page);
    packages.push({
      folder,
      name: json.name,
      description: json.description ?? '',
      dependencies: Object.keys(json.dependencies ?? {}),
      entries,
    });
  }
  return packages;
}

/** The package whose folder holds `path`. */
export function packageOf(path: string, packages: readonly Package[]): Package | undefined {
  return packages.find((candidate) => path.startsWith(`packages/${candidate.folder}/`));
}
