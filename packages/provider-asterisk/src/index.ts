export { asterisk as default } from './provider.ts';
