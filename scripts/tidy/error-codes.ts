import ts from 'typescript';
import { isCode, isProductSource, lineOf, type SourceFile, walk } from '../source/source-file.ts';
import type { Rule, Violation } from './rule.ts';

const page = 'docs/reference/errors.md';

/** Every code that a user can meet has its row in the reference page. */
export const errorCodesRule: Rule = (files) => {
  const text = files.find((file) => file.path === page)?.text ?? '';
  const documented = new Set(text.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []);
  const violations: Violation[] = [];
  for (const file of files) {
    if (!isCode(file) || !isProductSource(file)) continue;
    for (const { code, line } of codesOf(file)) {
      if (documented.has(code)) continue;
      const advice = `${code} is not in ${page}; run \`npm run docs\``;
      violations.push({ path: file.path, line, rule: 'error codes', advice });
    }
  }
  return violations;
};

/** Codes of `new SimulatorError('CODE', ...)` and of rows `{ code: 'CODE', doc, remedy }`. */
function codesOf(file: SourceFile): { code: string; line: number }[] {
  const codes: { code: string; line: number }[] = [];
  walk(file, (node) => {
    const literal = thrownCode(node) ?? tabledCode(node);
    if (literal !== undefined) codes.push({ code: literal.text, line: lineOf(file, literal) });
  });
  return codes;
}

function thrownCode(node: ts.Node): ts.StringLiteralLike | undefined {
  if (!ts.isNewExpression(node) || node.expression.getText() !== 'SimulatorError') return undefined;
  const code = node.arguments?.[0];
  return code !== undefined && ts.isStringLiteralLike(code) ? code : undefined;
}

function tabledCode(node: ts.Node): ts.StringLiteralLike | undefined {
  if (!ts.isPropertyAssignment(node) || node.name.getText() !== 'code') return undefined;
  const names = node.parent.properties.map((property) => property.name?.getText());
  const isRow = names.includes('remedy') && names.includes('doc');
  return isRow && ts.isStringLiteralLike(node.initializer) ? node.initializer : undefined;
}
