import { openMemory } from '../__fixtures__/open-stores.ts';
import { describeStore } from './describe-store.ts';

describeStore('memory', openMemory);
