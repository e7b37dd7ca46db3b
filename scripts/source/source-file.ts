import ts from 'typescript';

/** One file of the tree; `path` is relative to the root, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly lines: readonly string[];
  /** Syntax tree of TypeScript and JavaScript files; built when first asked for. */
  readonly tree: ts.SourceFile;
}

/** Reads `text` as the file `path`; nothing is taken from the disk. */
export function sourceFile(path: string, text: string): SourceFile {
  let tree: ts.SourceFile | undefined;
  return {
    path,
    text,
    lines: text.split('\n'),
    get tree() {
      tree ??= ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
      return tree;
    },
  };
}

/** TypeScript or JavaScript, so that there is a syntax tree. */
export function isCode(file: SourceFile): boolean {
  return /\.(ts|tsx|mts|mjs|js)$/.test(file.path);
}

/** A test, or data and support that only tests use (`x.test.ts`, `x.fixtures.ts`). */
export function isTest(file: SourceFile): boolean {
  return /\.(test|fixtures?)\.ts$/.test(file.path) || /(^|\/)(test|fixtures)\//.test(file.path);
}

/** Product source of one package: `packages/NAME/src/...`, tests left out. */
export function isProductSource(file: SourceFile, packageFolder?: string): boolean {
  const match = /^packages\/([^/]+)\/src\//.exec(file.path);
  if (match === null || isTest(file)) return false;
  return packageFolder === undefined || match[1] === packageFolder;
}

/** Line number, counted from 1, of a node's first character. */
export function lineOf(file: SourceFile, node: ts.Node): number {
  return file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1;
}

/** Calls `visit` for every node of the tree, parents before children. */
export function walk(file: SourceFile, visit: (node: ts.Node) => void): void {
  const step = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, step);
  };
  step(file.tree);
}
