import type { CallSnapshot } from '@cdr/core';
import type { Database } from '../database.ts';
import { inTransaction } from '../query.ts';
import { kindOfFailure } from '../store-failure.ts';
import { createCallSnapshot } from './call-snapshot.ts';

/** Does work on the calls as of one moment. What fails in the work, and not in the database, is thrown as it is. */
export async function takeSnapshot<Result>(
  { readers, exportFolder, copies }: Pick<Database, 'readers' | 'exportFolder' | 'copies'>,
  work: (calls: CallSnapshot) => Promise<Result>,
): Promise<Result> {
  const failures: unknown[] = [];
  try {
    return await readers.use((connection) =>
      inTransaction(connection, async () => {
        // The database takes the first look at its data for the moment, not the beginning.
        await connection.run('SELECT 1 FROM calls LIMIT 0');
        try {
          return await work(
            createCallSnapshot({ connection, folder: exportFolder, turns: copies }),
          );
        } catch (error) {
          if (kindOfFailure(error) === undefined) failures.push(error);
          throw error;
        }
      }),
    );
  } catch (error) {
    throw failures.length === 0 ? error : failures[0];
  }
}
