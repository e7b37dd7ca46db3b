import { folderDoc, placeOf } from './source/floors.ts';
import { importsOf } from './source/imports.ts';
import { type Package, packagesOf } from './source/packages.ts';
import { isCode, isProductSource, type SourceFile } from './source/source-file.ts';

const begin = '<!-- map: begin -->\n';
const end = '<!-- map: end -->';

/**
 * The page with the map of the tree between its two marks.
 * @throws Error when a mark is missing
 */
export function withMap(page: string, files: readonly SourceFile[]): string {
  const from = page.indexOf(begin);
  const to = page.indexOf(end);
  if (from < 0 || to < from) throw new Error(`the page has no marks ${begin.trim()} and ${end}`);
  return `${page.slice(0, from + begin.length)}\n${architectureMap(files)}\n${page.slice(to)}`;
}

/** Every folder of the packages: what it is, where it stands, and what it imports. */
export function architectureMap(files: readonly SourceFile[]): string {
  const packages = packagesOf(files);
  return packages.map((each) => packageMap(each, files, packages)).join('\n');
}

function packageMap(
  home: Package,
  files: readonly SourceFile[],
  packages: readonly Package[],
): string {
  const own = files.filter((file) => isProductSource(file, home.folder));
  const source = `packages/${home.folder}/src`;
  const lines = [
    `### ${home.name}`,
    '',
    `${home.description}.`,
    '',
    '| folder | floor | what it is | imports |',
    '|---|---|---|---|',
  ];
  for (const folder of foldersOf(own)) {
    const inside = own.filter((file) => folderOf(file.path) === folder);
    const name = folder === source ? '.' : folder.slice(source.length + 1);
    const floor = placeOf(`${folder}/x.ts`)?.floor ?? '';
    const imports = importedBy(inside, folder, source, packages).join(', ');
    lines.push(`| \`${name}\` | ${floor} | ${describeFolder(folder, own)} | ${imports} |`);
  }
  return `${lines.join('\n')}\n`;
}

function foldersOf(files: readonly SourceFile[]): string[] {
  return [...new Set(files.filter(isCode).map(({ path }) => folderOf(path)))].sort(byCodeUnits);
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Folders of the package and other packages that the files import, sorted. */
function importedBy(
  files: readonly SourceFile[],
  folder: string,
  source: string,
  packages: readonly Package[],
): string[] {
  const found = new Set<string>();
  for (const { specifier, target } of files.filter(isCode).flatMap(importsOf)) {
    if (target !== undefined) {
      const there = folderOf(target);
      if (there === source && folder !== source) found.add('`.`');
      else if (there !== folder) found.add(`\`${there.slice(source.length + 1)}\``);
    } else if (packages.some(({ name }) => name === specifier)) {
      found.add(specifier);
    }
  }
  return [...found].sort(byCodeUnits);
}

/**
 * First sentence about a folder: of its README, of the mechanism that it declares, of the head of
 * its index or of the file that carries its name, or else what the table of floors says.
 */
function describeFolder(folder: string, files: readonly SourceFile[]): string {
  const name = folder.slice(folder.lastIndexOf('/') + 1);
  const find = (path: string): SourceFile | undefined => files.find((file) => file.path === path);
  const readme = find(`${folder}/README.md`);
  if (readme !== undefined) return cell(firstParagraph(readme.text));
  const mechanism = find(`${folder}/${name}.mechanism.ts`);
  const doc = /: Mechanism = \{[^}]*?\n {2}doc:\s*'((?:[^'\\]|\\.)*)'/.exec(
    mechanism?.text ?? '',
  )?.[1];
  const heads = ['index.ts', `${name}.ts`].map((file) => headComment(find(`${folder}/${file}`)));
  return cell(doc ?? heads[0] ?? heads[1] ?? folderDoc(folder) ?? '');
}

/** First paragraph below the title. */
function firstParagraph(markdown: string): string {
  const paragraphs = markdown.split(/\n{2,}/).map((each) => each.replace(/^#.*\n?/gm, '').trim());
  return paragraphs.find((each) => each !== '') ?? '';
}

/** Text of a comment that stands first in the file, if one does. */
function headComment(file: SourceFile | undefined): string | undefined {
  const comment = /^\s*\/\*\*([\s\S]*?)\*\//.exec(file?.text ?? '')?.[1];
  const text = comment?.replace(/^\s*\*/gm, ' ').trim();
  return text === undefined || text === '' ? undefined : text.split(/\n\s*\n/)[0];
}

/** One sentence on one line, as a cell of a table can hold it. */
function cell(text: string): string {
  const line = text.replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim();
  return /^(.*?[.!?])(\s|$)/.exec(line)?.[1] ?? line;
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
