export { type AsteriskFilesOptions, writeVendorFiles } from './write-vendor-files.ts';
