/** What to do where there is no browser. */
export const howToInstall =
  'Install Chromium (Debian and Ubuntu: apt-get install chromium), or name one by CDR_BROWSER';
