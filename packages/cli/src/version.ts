import { readFileSync } from 'node:fs';

/** Version of the product, from the package that holds this file. */
export function productVersion(): string {
  const path = new URL('../package.json', import.meta.url);
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string };
  return version;
}
