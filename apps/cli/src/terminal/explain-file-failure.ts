import { dirname } from 'node:path';
import { ConfigError, StoreError } from '@cdr/core';

/** Why a file, or one on the way to it, can't be written, and what helps; other errors as they are. */
export function explainFileFailure(cause: unknown, file: string): unknown {
  if (!(cause instanceof Error) || !('code' in cause)) return cause;
  const own = 'path' in cause && typeof cause.path === 'string' ? cause.path : file;
  const path = dirname(own) === dirname(file) ? file : own;
  switch (cause.code) {
    case 'ENOENT':
      return new ConfigError({ what: `There is no folder ${dirname(path)}`, cause });
    case 'EEXIST':
    case 'ENOTDIR':
      return new ConfigError({ what: 'A file is where a folder has to be', where: path, cause });
    case 'ENAMETOOLONG':
      return new ConfigError({ what: 'The name of the file is too long', where: path, cause });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new ConfigError({ what: `${path} can't be written`, cause });
    case 'ENOSPC':
    case 'EDQUOT':
      return new StoreError({
        what: 'There is no room left on the disk',
        where: path,
        todo: 'Make room, or name a place on another disk',
        cause,
      });
    default:
      return cause;
  }
}
