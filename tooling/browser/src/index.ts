export { findBrowser } from './find-browser.ts';
export { openBrowser } from './open-browser.ts';
export { type OpenPage, openPage } from './open-page.ts';
export { type PageProbe, probePage } from './probe-page.ts';
