export { telecomx as default } from './provider.ts';
