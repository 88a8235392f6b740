import { describe } from 'vitest';
import { openDuckDb } from '../__fixtures__/open-stores.ts';
import { describeQuestions } from './describe-questions.ts';

// Beside the other half of `describeStore`, so that both take half of the time.
describe('store: DuckDB', () => describeQuestions(openDuckDb, 30));
