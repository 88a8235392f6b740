export { thulium as default } from './provider.ts';
