import ts from 'typescript';
import { isCode, isTest, lineOf, type SourceFile, walk } from '../source/source-file.ts';
import { eachFile } from './rule.ts';

/** Put together here, so that this file does not find itself. */
const marks = new RegExp(
  `\\b(${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`,
);

/** Marks of unfinished work: finish it or take it out. */
export const unfinishedRule = eachFile(
  'unfinished work',
  () => true,
  (file, report) => {
    file.lines.forEach((line, index) => {
      const mark = marks.exec(line)?.[1];
      if (mark !== undefined) report(index + 1, `'${mark}'; finish it or take it out`);
    });
  },
);

/** Code that was put into comments; the history keeps it. */
export const commentedCodeRule = eachFile('commented-out code', isCode, (file, report) => {
  for (const { text, line } of lineComments(file)) {
    if (looksLikeCode(text)) report(line, 'take it out, the history keeps it');
  }
});

/** Ways around the type checker. */
export const typeEscapesRule = eachFile('type escapes', isCode, (file, report) => {
  walk(file, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) {
      report(lineOf(file, node), 'any; use unknown and look, or say the type');
    }
  });
  file.lines.forEach((line, index) => {
    const silencer = /@ts-(ignore|nocheck|expect-error)/.exec(line)?.[0];
    const isAllowed = silencer === '@ts-expect-error' && isTest(file);
    if (silencer !== undefined && !isAllowed && /^\s*(\/\/|\/\*|\*)/.test(line)) {
      report(index + 1, `${silencer}; mend the type`);
    }
  });
});

/** Whole-line `//` comments; TSDoc is left out, since it shows code on purpose. */
function lineComments(file: SourceFile): { text: string; line: number }[] {
  const comments: { text: string; line: number }[] = [];
  file.lines.forEach((line, index) => {
    const text = /^\s*\/\/\s?(.*)$/.exec(line)?.[1];
    if (text !== undefined) comments.push({ text: text.trim(), line: index + 1 });
  });
  return comments;
}

/** A sentence may begin with `if` or `return`, but does not end like a statement. */
function looksLikeCode(text: string): boolean {
  if (/^(import|export)\s.*\bfrom\s+['"]/.test(text)) return true;
  if (/^(const|let|var)\s+[\w{[].*=/.test(text)) return true;
  if (/^(if|for|while|switch)\s*\(.*\)\s*\{?$/.test(text)) return /\{$|[=!<>]=|&&/.test(text);
  if (/^(}\s*(else\b.*)?|\}\)?;?|\);)$/.test(text)) return true;
  return /^[\w$.[\]!?]+(\s*[-+*/]?=\s*[^=].*|\(.*\));$/.test(text) || /^return\b.*;$/.test(text);
}
