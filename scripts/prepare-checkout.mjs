/**
 * Makes a checkout ready: dependencies, build and, with `--browser`, a Chromium for the tests.
 *
 * Runs before `npm start` and `npm test`, also on a fresh clone without node_modules, so it has no
 * dependency. With `--after-install` it is the root's `prepare` script: npm has just installed, so
 * the installation is noted as whole and the packages are built.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideBrowser } from './prepare/browser.mjs';
import { buildPackages } from './prepare/build.mjs';
import { installPackages, noteInstallation } from './prepare/install.mjs';
import { PreparationError, say } from './prepare/say.mjs';

const root = resolve(fileURLToPath(import.meta.url), '../..');
const flags = new Set(process.argv.slice(2));

try {
  checkNodeVersion();
  if (flags.has('--after-install')) afterInstall();
  else await beforeCommand();
} catch (error) {
  if (!(error instanceof PreparationError)) throw error;
  say(error.message);
  process.exitCode = 1;
}

async function beforeCommand() {
  installPackages(root);
  buildPackages(root);
  if (flags.has('--browser')) await provideBrowser();
}

/**
 * Within `installPackages` there is nothing to do here, it goes on to build by itself; nor when npm
 * only wrote a lock file or only told what it would do.
 */
function afterInstall() {
  const { VDCSIM_PREPARING, npm_config_package_lock_only, npm_config_dry_run } = process.env;
  if (VDCSIM_PREPARING === '1') return;
  if (npm_config_package_lock_only === 'true' || npm_config_dry_run === 'true') return;
  if (!existsSync(join(root, 'node_modules/typescript'))) {
    say('nothing was built: the development dependencies are left out of this installation');
    return;
  }
  noteInstallation(root);
  buildPackages(root);
}

function checkNodeVersion() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  throw new PreparationError(
    `Node ${process.versions.node} is too old; install Node 20.19 or later (https://nodejs.org)`,
  );
}
