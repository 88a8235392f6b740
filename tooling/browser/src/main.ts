import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './find-browser.ts';
import { howToInstall } from './how-to-install.ts';

const apt = '/usr/bin/apt-get';
const packages = ['chromium', 'fonts-liberation'];

/**
 * Sees to it that there is a browser for the tests: on Debian and its kin, where root may, from the
 * system's own packages. Elsewhere it says what to do; the tests that need one fail then.
 */
function ensureBrowser(): void {
  if (findBrowser(process.env) !== null) return;
  if (process.getuid?.() === 0 && existsSync(apt)) {
    tell(`No browser for the tests yet: apt-get install ${packages.join(' ')}`);
    runApt('update');
    runApt('install', '--yes', '--no-install-recommends', ...packages);
  }
  if (findBrowser(process.env) === null) tell(`Tests of pages will fail. ${howToInstall}`);
}

/** What it has to say is told when it fails. */
function runApt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = ['--quiet', '-o', 'DPkg::Lock::Timeout=300'];
  const { status, stdout, stderr } = spawnSync(apt, [...options, ...args], {
    env,
    encoding: 'utf8',
  });
  if (status !== 0) tell(`${stdout}${stderr}`);
}

function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

ensureBrowser();
