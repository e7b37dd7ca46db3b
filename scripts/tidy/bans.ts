import ts from 'typescript';
import { importsOf } from '../source/imports.ts';
import { isCode, isProductSource, lineOf, type SourceFile, walk } from '../source/source-file.ts';
import { bannedGlobals, bannedMembers, portableMathsMembers } from './banned-words.ts';
import { eachFile, type Rule } from './rule.ts';

type Report = (line: number, advice: string) => void;

/** Packages that run anywhere. */
const purePackages = ['core', 'scenario', 'protocol', 'session'];

/**
 * The core, the scenario language, the protocol and sessions run in Node, in workers and in pages,
 * and give the same bits everywhere. So they know no clock, no chance but our streams, no locale
 * and no host.
 */
export const purityRule: Rule = eachFile(
  'purity',
  (file) => isCode(file) && purePackages.some((folder) => isProductSource(file, folder)),
  (file, report) => {
    for (const { specifier, line } of importsOf(file)) {
      if (specifier.startsWith('node:')) report(line, `'${specifier}'; let the caller hand it in`);
    }
    const own = declaredNames(file);
    walk(file, (node) => {
      if (ts.isIdentifier(node) && !own.has(node.text)) checkGlobal(file, node, report);
      checkMember(file, node, report);
    });
  },
);

/** What only the core must keep to: order of everything is total, and nothing waits. */
export const determinismRule: Rule = eachFile(
  'determinism',
  (file) => isCode(file) && isProductSource(file, 'core'),
  (file, report) => {
    walk(file, (node) => {
      const advice = orderOffence(node) ?? waitOffence(node) ?? mathsOffence(node);
      if (advice !== undefined) report(lineOf(file, node), advice);
    });
  },
);

function checkGlobal(file: SourceFile, node: ts.Identifier, report: Report): void {
  const advice = isReference(node) ? bannedGlobals.get(node.text) : undefined;
  if (advice !== undefined) report(lineOf(file, node), `${node.text}; ${advice}`);
}

/** Variables, parameters and imports of the file: a `document` of its own is not the page's. */
function declaredNames(file: SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  walk(file, (node) => {
    const declares =
      ts.isVariableDeclaration(node) ||
      ts.isParameter(node) ||
      ts.isBindingElement(node) ||
      ts.isFunctionDeclaration(node) ||
      ts.isImportSpecifier(node);
    if (declares && node.name !== undefined && ts.isIdentifier(node.name))
      names.add(node.name.text);
  });
  return names;
}

function checkMember(file: SourceFile, node: ts.Node, report: Report): void {
  if (!ts.isPropertyAccessExpression(node)) return;
  const name = node.name.text;
  const owner = node.expression.getText();
  const advice = bannedMembers.get(name) ?? bannedMembers.get(`${owner}.${name}`);
  if (advice !== undefined) report(lineOf(file, node), `${name}; ${advice}`);
}

function orderOffence(node: ts.Node): string | undefined {
  if (ts.isForInStatement(node)) return 'for..in; walk an array or a Map, their order is fixed';
  const isCall = ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression);
  if (!isCall || node.arguments.length > 0) return undefined;
  const name = node.expression.name.text;
  if (name !== 'sort' && name !== 'toSorted') return undefined;
  return `${name}() without a comparator; pass one that is total (ends with the id)`;
}

function waitOffence(node: ts.Node): string | undefined {
  if (ts.isAwaitExpression(node)) return 'await; a story waits with yield*, the rest is callbacks';
  if (node.kind === ts.SyntaxKind.AsyncKeyword) return 'async; stories are generators';
  if (!ts.isCallExpression(node)) return undefined;
  const isImport = node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isImport ? 'import(); import at the top of the file' : undefined;
}

function mathsOffence(node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node) && node.expression.getText() === 'Math') {
    const name = node.name.text;
    return portableMathsMembers.has(name)
      ? `Math.${name} differs between engines; take it from engine/maths.ts`
      : undefined;
  }
  if (!ts.isBinaryExpression(node)) return undefined;
  const operator = node.operatorToken.kind;
  const isPower =
    operator === ts.SyntaxKind.AsteriskAsteriskToken ||
    operator === ts.SyntaxKind.AsteriskAsteriskEqualsToken;
  if (!isPower || isConstant(node.right)) return undefined;
  return '** with a varying exponent differs between engines; use pow of engine/maths.ts';
}

function isConstant(node: ts.Node): boolean {
  return ts.isNumericLiteral(ts.isPrefixUnaryExpression(node) ? node.operand : node);
}

/** False where the word only names something of ours: a property, a declaration, a label. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isQualifiedName(parent)) return parent.left === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  const isNamed = 'name' in parent && parent.name === node;
  const isRenamed = 'propertyName' in parent && parent.propertyName === node;
  return !isNamed && !isRenamed;
}
