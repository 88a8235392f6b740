import { defineConfig, type Options } from 'tsup';

const shared = {
  format: 'esm',
  target: 'node22',
  platform: 'node',
  sourcemap: true,
  clean: true,
  splitting: true,
} satisfies Options;

/** Builds a package that others import: ESM with type declarations. */
export function library(entry: string[] = ['src/index.ts']) {
  return defineConfig({ ...shared, entry, dts: true });
}

/** Builds a program that people run: one ESM entry, no declarations. */
export function command(entry: string) {
  return defineConfig({ ...shared, entry: [entry] });
}
