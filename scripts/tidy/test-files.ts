import { posix } from 'node:path';
import ts from 'typescript';
import { lineOf, type SourceFile, walk } from '../source/source-file.ts';
import { eachFile, type Rule } from './rule.ts';

const isTestFile = (file: SourceFile): boolean => /\.test\.ts$/.test(file.path);

/** Where vitest looks; a test elsewhere would never run. */
const places = [/^packages\/[^/]+\/(src|test)\//, /^(validation|scripts|test)\//];

/** `x.test.ts` tests `x.ts`, `x/` or, as `x.subject.test.ts`, one subject of it. */
export const testNamesRule: Rule = (files) => {
  const paths = new Set(files.map((file) => file.path));
  const folders = new Set(files.map((file) => posix.dirname(file.path)));
  const check = eachFile('test files', isNamedLikeTest, (file, report) => {
    if (!isTestFile(file) || !places.some((place) => place.test(file.path))) {
      report(1, 'vitest does not find it; call it `x.test.ts` and put it beside what it tests');
      return;
    }
    // Right in `src` a test may be of the package as a whole; so may those in other places.
    if (!/\/src\/.*\//.test(file.path)) return;
    const folder = posix.dirname(file.path);
    const subject = posix.basename(file.path).split('.')[0] ?? '';
    const isOfFile = paths.has(`${folder}/${subject}.ts`) || posix.basename(folder) === subject;
    const isOfGroup = [...paths].some((path) => path.startsWith(`${folder}/${subject}-`));
    if (isOfFile || isOfGroup || folders.has(`${folder}/${subject}`)) return;
    report(1, `there is no ${subject}.ts and no ${subject}/ beside it; name it after its subject`);
  });
  return check(files);
};

/** Tests that do not run must say why, and none may silence the others. */
export const silentTestsRule = eachFile('silent tests', isTestFile, (file, report) => {
  walk(file, (node) => {
    if (!ts.isPropertyAccessExpression(node)) return;
    if (!/^(test|it|describe)\b/.test(node.expression.getText())) return;
    const name = node.name.text;
    if (name === 'only') report(lineOf(file, node), 'only; it silences all other tests');
    if (['skip', 'todo', 'skipIf', 'runIf'].includes(name)) {
      report(lineOf(file, node), `${name}; use context.skip(condition, reason), it is printed`);
    }
  });
});

function isNamedLikeTest(file: SourceFile): boolean {
  return /\.(test|spec)\.[a-z]+$/.test(file.path);
}
