import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type MechanismNames, mechanismNames } from './names.ts';

/**
 * Writes the files of a new mechanism below `root` and returns their paths.
 * @throws Error when the name will not do or something of it exists; nothing is written then
 */
export function createMechanism(root: string, folder: string): string[] {
  const names = mechanismNames(folder);
  const home = `packages/core/src/${folder}`;
  const scenario = `scenarios/${names.kebab}.yaml`;
  for (const path of [home, scenario]) {
    if (existsSync(join(root, path))) throw new Error(`${path} exists; nothing was written`);
  }
  const files: readonly (readonly [path: string, template: string])[] = [
    [`${home}/${names.kebab}.ts`, 'model.ts'],
    [`${home}/${names.kebab}.keys.ts`, 'keys.ts'],
    [`${home}/${names.kebab}.mechanism.ts`, 'mechanism.ts'],
    [`${home}/${names.kebab}.test.ts`, 'test.ts'],
    [`${home}/README.md`, 'README.md'],
    [scenario, 'scenario.yaml'],
  ];
  mkdirSync(join(root, home), { recursive: true });
  mkdirSync(join(root, 'scenarios'), { recursive: true });
  for (const [path, template] of files) {
    writeFileSync(join(root, path), fill(template, names), { flag: 'wx' });
  }
  return files.map(([path]) => path);
}

/** What the list of mechanisms needs, so that a world has the new one. */
export function listLines(folder: string): string[] {
  const { kebab, camel } = mechanismNames(folder);
  return [
    `import { ${camel}Mechanism } from './${folder}/${kebab}.mechanism.ts';`,
    `  ${camel}Mechanism,`,
  ];
}

function fill(template: string, names: MechanismNames): string {
  const text = readFileSync(new URL(`./templates/${template}.txt`, import.meta.url), 'utf8');
  const { words } = names;
  const values: Readonly<Record<string, string>> = {
    ...{ folder: names.folder, up: names.up, kebab: names.kebab },
    ...{ camel: names.camel, Pascal: names.pascal },
    ...{ words, Words: words.charAt(0).toUpperCase() + words.slice(1) },
  };
  return text.replace(/\{\{(\w+)\}\}/g, (_mark, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`template ${template} asks for {{${name}}}`);
    return value;
  });
}
