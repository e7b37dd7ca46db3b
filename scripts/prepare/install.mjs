import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PreparationError, run, say } from './say.mjs';

/**
 * Installs the dependencies unless node_modules holds a whole installation of this very lock file.
 * The note that says so is taken away first and written last, so that an installation that was
 * stopped half way is never taken for a whole one.
 */
export function installPackages(root) {
  if (isInstalled(root)) return;
  const command = existsSync(join(root, 'package-lock.json')) ? 'ci' : 'install';
  say(`installing the dependencies (npm ${command}); this is needed once`);
  rmSync(notePath(root), { force: true });
  const status = runNpm(root, [command, '--include=dev', '--no-audit', '--no-fund']);
  if (status !== 0) {
    throw new PreparationError(
      `npm ${command} failed, its own words are above; mend that and run the command again`,
    );
  }
  noteInstallation(root);
}

/** Writes down that node_modules is whole, and for which lock file and machine. */
export function noteInstallation(root) {
  writeFileSync(notePath(root), identity(root));
}

function isInstalled(root) {
  const path = notePath(root);
  return existsSync(path) && readFileSync(path, 'utf8') === identity(root);
}

function notePath(root) {
  return join(root, 'node_modules', '.vdcsim-installed');
}

/** Some packages hold binaries for one platform, so a copied folder is not an installation. */
function identity(root) {
  const lock = join(root, 'package-lock.json');
  const hash = createHash('sha256')
    .update(existsSync(lock) ? readFileSync(lock) : '')
    .digest('hex');
  return `${hash} ${process.platform} ${process.arch}\n`;
}

/** The npm that runs this script; npm's name on the path when something else does. */
function runNpm(root, npmArguments) {
  const options = { cwd: root, env: { ...process.env, VDCSIM_PREPARING: '1' } };
  const npm = process.env.npm_execpath ?? '';
  if (npm.endsWith('npm-cli.js')) return run(process.execPath, [npm, ...npmArguments], options);
  return run('npm', npmArguments, { ...options, shell: process.platform === 'win32' });
}
