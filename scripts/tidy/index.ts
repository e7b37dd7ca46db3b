import type { SourceFile } from '../source/source-file.ts';
import { determinismRule, purityRule } from './bans.ts';
import { deadFilesRule } from './dead-files.ts';
import { errorCodesRule } from './error-codes.ts';
import { floorsRule } from './floors.ts';
import { commentedCodeRule, typeEscapesRule, unfinishedRule } from './leftovers.ts';
import { mechanismReadmesRule } from './mechanism-readmes.ts';
import { oneMachineRule } from './one-machine.ts';
import { packageBordersRule } from './package-borders.ts';
import type { Rule, Violation } from './rule.ts';
import { fileSizeRule, functionSizeRule, lineSizeRule } from './sizes.ts';
import { silentTestsRule, testNamesRule } from './test-files.ts';
import { virtualizationWordsRule } from './virtualization-words.ts';

/** What the source tree must keep to, by the name of each rule. */
export const rules: Readonly<Record<string, Rule>> = {
  floors: floorsRule,
  'package borders': packageBordersRule,
  'virtualization words': virtualizationWordsRule,
  purity: purityRule,
  determinism: determinismRule,
  'file size': fileSizeRule,
  'function size': functionSizeRule,
  'line size': lineSizeRule,
  'unfinished work': unfinishedRule,
  'commented-out code': commentedCodeRule,
  'type escapes': typeEscapesRule,
  'test files': testNamesRule,
  'silent tests': silentTestsRule,
  'dead files': deadFilesRule,
  'mechanism READMEs': mechanismReadmesRule,
  'one machine': oneMachineRule,
  'error codes': errorCodesRule,
};

/** All violations of all rules. */
export function tidy(files: readonly SourceFile[]): Violation[] {
  return Object.values(rules).flatMap((rule) => rule(files));
}
