import { type Instant, StoreError, toInstant } from '@cdr/core';
import type { DataChunk } from '@duckdb/node-bindings';
import { type Cell, readColumn } from '../columnar/chunk-reader.ts';

/** Reads one column of a chunk, row by row. */
export type ColumnReader<T> = (row: number) => T;

/** The columns of one chunk, by name. Readers throw `StoreError` for values that don't fit. */
export interface ChunkColumns {
  text(name: string): ColumnReader<string | null>;
  requiredText(name: string): ColumnReader<string>;
  choice<T extends string>(name: string, options: readonly T[]): ColumnReader<T | null>;
  requiredChoice<T extends string>(name: string, options: readonly T[]): ColumnReader<T>;
  number(name: string): ColumnReader<number | null>;
  requiredNumber(name: string): ColumnReader<number>;
  instant(name: string): ColumnReader<Instant | null>;
  requiredInstant(name: string): ColumnReader<Instant>;
  boolean(name: string): ColumnReader<boolean>;
}

/** `names`: the columns of the chunk in their order. */
export function columnsOf(chunk: DataChunk, names: readonly string[]): ChunkColumns {
  function required<T>(name: string, fit: (cell: Cell) => T | undefined): ColumnReader<T> {
    const cells = readColumn(chunk, names.indexOf(name));
    return (row) => {
      const value = fit(cells[row] ?? null);
      if (value === undefined) throw unexpected(name);
      return value;
    };
  }

  function optional<T>(name: string, fit: (cell: Cell) => T | undefined): ColumnReader<T | null> {
    return required<T | null>(name, (cell) => (cell === null ? null : fit(cell)));
  }

  return {
    text: (name) => optional(name, asText),
    requiredText: (name) => required(name, asText),
    choice: (name, options) => optional(name, chooser(options)),
    requiredChoice: (name, options) => required(name, chooser(options)),
    number: (name) => optional(name, asNumber),
    requiredNumber: (name) => required(name, asNumber),
    instant: (name) => optional(name, asInstant),
    requiredInstant: (name) => required(name, asInstant),
    boolean: (name) => required(name, (cell) => (typeof cell === 'boolean' ? cell : undefined)),
  };
}

function asText(cell: Cell): string | undefined {
  return typeof cell === 'string' ? cell : undefined;
}

function asNumber(cell: Cell): number | undefined {
  return typeof cell === 'number' ? cell : undefined;
}

function asInstant(cell: Cell): Instant | undefined {
  return typeof cell === 'number' ? toInstant(cell) : undefined;
}

function chooser<T extends string>(options: readonly T[]): (cell: Cell) => T | undefined {
  const known = new Map<Cell, T>(options.map((option) => [option, option]));
  return (cell) => known.get(cell);
}

function unexpected(column: string): StoreError {
  return new StoreError({
    what: 'The store file holds a value that this version does not know',
    where: `column ${column}`,
    todo: 'Open it with the version that wrote it, or with a newer one',
  });
}
