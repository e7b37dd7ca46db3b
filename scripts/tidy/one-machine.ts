import { isTest, type SourceFile } from '../source/source-file.ts';
import { eachFile } from './rule.ts';

/** Folders that exist on somebody's machine only. */
const foldersOfOne = /(?<![\w.@~-])\/(work|root|home|Users|farm)\/[\w.]/;

/** Folders that a program asks the system for. */
const temporary = /(?<![\w.@~-])\/tmp(\/|\b)/;

/** Hosts of packages that are not the public registry, as a lock file or a setting names them. */
const registries = /registry\s*[=:]\s*['"]?https?:\/\/(?!registry\.npmjs\.org)/i;

/** Nothing in the tree may only be true of one machine. */
export const oneMachineRule = eachFile(
  'one machine',
  (file) => !file.path.startsWith('scripts/tidy/'),
  (file: SourceFile, report) => {
    file.lines.forEach((line, index) => {
      if (foldersOfOne.test(line)) report(index + 1, 'a path of one machine; make it relative');
      if (temporary.test(line) && !isTest(file)) report(index + 1, '/tmp; use os.tmpdir()');
      if (registries.test(line)) report(index + 1, 'a registry of one place; leave it to npm');
    });
  },
);
