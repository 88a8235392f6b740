export { soluno as default } from './provider.ts';
