export { caresoft as default } from './provider.ts';
