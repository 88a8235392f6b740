import { CdrError } from '@cdr/core';
import type { Indexing } from './cut-file.ts';
import { type FileIndex, indexFile, isUntouched } from './file-index.ts';
import type { LogFile } from './find-files.ts';

/** A file that can't be read to its end. */
export interface DamagedFile {
  file: LogFile;
  error: CdrError;
}

/** Looks through files, each once, and after that only where it grew. */
export type IndexFile = (file: LogFile, indexing: Indexing) => Promise<FileIndex | DamagedFile>;

/** Remembers what was found out about each file, however it is renamed. */
export function createIndexes(): IndexFile {
  const indexes = new Map<string, FileIndex | DamagedFile>();
  return async (file, indexing) => {
    const known = indexes.get(file.inode);
    if (known !== undefined && isDamaged(known) && isUntouched(known.file, file)) return known;
    const grown = known === undefined || isDamaged(known) ? undefined : known;
    const index = await indexFile(file, grown, indexing).catch((error: unknown) => {
      if (!isOfContent(error)) throw error;
      return { file, error };
    });
    indexes.set(file.inode, index);
    return index;
  };
}

export function isDamaged(index: FileIndex | DamagedFile): index is DamagedFile {
  return 'error' in index;
}

/** Whether what a file holds is to blame, which is the same whenever it is read. */
export function isOfContent(error: unknown): error is CdrError {
  return CdrError.isInstance(error) && error.code === 'vendor-response';
}
