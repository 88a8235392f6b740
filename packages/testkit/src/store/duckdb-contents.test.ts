import { describe } from 'vitest';
import { openDuckDb } from '../__fixtures__/open-stores.ts';
import { describeContents } from './describe-contents.ts';

describe('store: DuckDB', () => describeContents(openDuckDb, 30));
