import ts from 'typescript';
import { isCode, isTest, lineOf, type SourceFile, walk } from '../source/source-file.ts';
import { eachFile } from './rule.ts';

export const fileLinesMax = 400;
export const fileLinesWished = 250;
export const functionLinesMax = 60;
export const columnsMax = 100;

/** Files past 400 lines hold a second subject. */
export const fileSizeRule = eachFile('file size', isCode, (file, report) => {
  const count = lineCount(file);
  if (count > fileLinesMax) {
    report(fileLinesMax, `${count} lines, ${fileLinesMax} at most; move the second subject out`);
  }
});

/** Functions past 60 lines do more than one thing. */
export const functionSizeRule = eachFile('function size', isCode, (file, report) => {
  walk(file, (node) => {
    if (!ts.isFunctionLike(node) || !('body' in node) || isGroupOfTests(file, node)) return;
    const first = lineOf(file, node);
    const last = file.tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1;
    const count = last - first + 1;
    if (count > functionLinesMax) {
      report(first, `${count} lines, ${functionLinesMax} at most; give its parts names`);
    }
  });
});

/** Lines past 100 columns, except where one address, text or pattern cannot be broken. */
export const lineSizeRule = eachFile('line size', isCode, (file, report) => {
  file.lines.forEach((line, index) => {
    if (line.length <= columnsMax || isUnbreakable(line)) return;
    report(index + 1, `${line.length} columns, ${columnsMax} at most`);
  });
});

/** How many files of code are longer than wished, though not yet too long. */
export function countLongFiles(files: readonly SourceFile[]): number {
  return files.filter((file) => isCode(file) && lineCount(file) > fileLinesWished).length;
}

function lineCount(file: SourceFile): number {
  return file.text.endsWith('\n') ? file.lines.length - 1 : file.lines.length;
}

/** `describe('...', () => { ... })` is a chapter, not a function. */
function isGroupOfTests(file: SourceFile, node: ts.Node): boolean {
  if (!isTest(file) || !ts.isCallExpression(node.parent)) return false;
  return /^describe\b/.test(node.parent.expression.getText());
}

function isUnbreakable(line: string): boolean {
  return /https?:\/\/\S{30}/.test(line) || /(['"`/])(?:(?!\1).){60,}\1/.test(line);
}
