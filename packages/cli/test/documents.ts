import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('../../../', import.meta.url));

/** A page that people read, by its path in the checkout. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** The README and the guides. */
export const guides: readonly Page[] = ['README.md', ...pathsIn('docs/guide', '.md')].map(pageOf);

/** The scenarios, whose comments tell what to try. */
export const scenarios: readonly Page[] = pathsIn('scenarios', '.yaml').map(pageOf);

function pathsIn(folder: string, end: string): string[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(end));
  return names.sort((a, b) => (a < b ? -1 : 1)).map((name) => `${folder}/${name}`);
}

export function pageOf(path: string): Page {
  return { path, text: readFileSync(join(root, path), 'utf8') };
}

/** Blocks of a page that are fenced and marked as in a language, in their order. */
export function blocksOf({ text }: Page, language: string): string[] {
  const fenced = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...text.matchAll(fenced)].map((match) => match[1]!);
}

/**
 * Command lines of a text, without the name of the command: those that follow `npx vdcsim` in a
 * block or between backticks, or begin an indented line of help. Pipes, redirections and remarks
 * are left out.
 */
export function commandsOf(text: string): string[][] {
  const lines = [...text.matchAll(/(?:npx |^ {2})vdcsim ([^`\n]*)/gm)];
  return lines.map((match) => wordsOf(match[1]!.split(/ [|>#] | {2,}/)[0]!));
}

/** Words as a shell makes them; only double quotes are known. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2]!);
}
