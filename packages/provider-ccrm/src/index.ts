export { ccrm as default } from './provider.ts';
