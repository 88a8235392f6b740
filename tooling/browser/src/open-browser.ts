import { type Browser, chromium } from 'playwright-core';
import { findBrowser } from './find-browser.ts';
import { howToInstall } from './how-to-install.ts';

/** Containers have no sandbox, and tests no use for what browsers do on their own. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/** Starts the Chromium of this machine, without windows. Throws where there is none. */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser(process.env);
  if (executablePath === null) {
    throw new Error(`There is no browser to look at pages with. ${howToInstall}`);
  }
  return chromium.launch({ executablePath, args: quiet });
}
