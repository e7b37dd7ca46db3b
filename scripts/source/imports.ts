import { posix } from 'node:path';
import ts from 'typescript';
import { lineOf, type SourceFile, walk } from './source-file.ts';

/** One import, re-export, `import('...')` (also as a type) or `new URL('...', import.meta.url)`. */
export interface Import {
  /** As written: `./x.ts`, `@vdcsim/core`, `node:fs`. */
  readonly specifier: string;
  readonly line: number;
  /** Path in the tree of a relative import. */
  readonly target?: string;
}

const known = new WeakMap<SourceFile, readonly Import[]>();

/** Everything that a file imports, types too, in the order of the text. */
export function importsOf(file: SourceFile): readonly Import[] {
  const before = known.get(file);
  if (before !== undefined) return before;
  const imports: Import[] = [];
  walk(file, (node) => {
    const literal = specifierOf(node);
    if (literal === undefined) return;
    const specifier = literal.text;
    const line = lineOf(file, literal);
    const target = /^\.\.?(\/|$)/.test(specifier)
      ? posix.join(posix.dirname(file.path), specifier)
      : undefined;
    imports.push(target === undefined ? { specifier, line } : { specifier, line, target });
  });
  known.set(file, imports);
  return imports;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
    return text(node.moduleSpecifier);
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    return text(node.argument.literal);
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    return text(node.arguments[0]);
  }
  const isUrl = ts.isNewExpression(node) && node.expression.getText() === 'URL';
  if (isUrl && node.arguments?.[1]?.getText() === 'import.meta.url') {
    return text(node.arguments[0]);
  }
  return undefined;
}

function text(node: ts.Node | undefined): ts.StringLiteralLike | undefined {
  return node !== undefined && ts.isStringLiteralLike(node) ? node : undefined;
}
