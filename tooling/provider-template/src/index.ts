export { provider as default } from './provider.ts';
