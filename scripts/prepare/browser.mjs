import { existsSync, readFileSync } from 'node:fs';
import { findChromium } from '../find-chromium.mjs';
import { PreparationError, run, say } from './say.mjs';

/**
 * Sees to a Chromium for the tests in a browser. Where there is none: root on Debian gets
 * Debian's package, others are told what to type. Only on a CI machine is it an error to be
 * without, because there the tests must not be skipped.
 */
export async function provideBrowser() {
  if (await findChromium()) return;
  const asked = process.env.CHROMIUM_PATH;
  if (asked) return settleWithout(`CHROMIUM_PATH names ${asked}, which cannot be started`);
  if (isRootOnDebian()) {
    installDebianPackage();
    if (await findChromium()) return;
    return settleWithout('Debian’s package chromium could not be installed, see above');
  }
  settleWithout('there is no Chromium on this machine');
}

function installDebianPackage() {
  say('installing Chromium for the tests in a browser (apt-get); this is needed once');
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  if (run('apt-get', ['update', '-qq'], options) !== 0) return;
  const packages = ['chromium', 'fonts-dejavu-core'];
  run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], options);
}

function settleWithout(why) {
  const remedy =
    'install one with `npx playwright-core install --with-deps chromium` or your system’s ' +
    'packages, or set CHROMIUM_PATH to one';
  if (process.env.CI === 'true') throw new PreparationError(`${why}; ${remedy}`);
  say(`${why}, so the tests in a browser are skipped; ${remedy}`);
}

/** Ubuntu’s package of the same name only points at a snap, so Debian itself is asked for. */
function isRootOnDebian() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false;
  return /^ID="?debian"?$/m.test(readFileSync('/etc/os-release', 'utf8'));
}
