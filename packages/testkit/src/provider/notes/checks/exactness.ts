import { isDeepStrictEqual } from 'node:util';
import type { Note } from '@cdr/core';
import { createMemoryStore } from '@cdr/store';
import { listNotes } from '../../../store/store-content.ts';
import { type Check, checkGroup } from '../../check.ts';
import { demand } from '../../conformance-error.ts';
import { CrashError, createCrashingStore } from '../../crashing-store.ts';
import { countRequests, expectExact } from '../../drills.ts';
import { inAnyOrder } from '../../in-any-order.ts';
import { hourMs } from '../../stage.ts';
import { withDuckDb } from '../../with-duckdb.ts';
import { createNoteShelf } from '../note-shelf.ts';
import type { NotesLab } from '../notes-lab.ts';
import { manyNotes } from '../notes-stage.ts';
import { withNotesHeard } from '../with-notes-heard.ts';

/** The store holds the notes of every call that has some, however they were read. */
export function exactnessChecks(lab: NotesLab): Check[] {
  return checkGroup('exactness', {
    'holds the notes of every call that has some': async () => {
      const stage = lab.ordinaryStage(1);
      const trial = lab.openTrial(stage);
      const run = await trial.sync(stage.asked);
      await lab.expectComplete(trial, { ...stage, run });
      demand((await listNotes(trial.store)).length > 0, 'no note is stored');
    },

    'holds the same whatever the concurrency and the order of completion': async () => {
      const stage = lab.ordinaryStage(2);
      for (const concurrency of [1, 2, 4]) {
        await expectExact(lab, stage, {
          config: { concurrency },
          through: (vendorApi) => inAnyOrder(vendorApi, concurrency),
        });
      }
    },

    'asks about each call with notes once, and about no other': () => expectOneRequestEach(lab),

    'goes on behind what is stored when a run was killed': () => expectContinuation(lab),

    'writes nothing when the same notes are read again': async () => {
      const stage = lab.ordinaryStage(5);
      const trial = lab.openTrial({ ...stage, config: { lookback: 'P3D' } });
      await trial.sync(stage.asked);
      trial.clock.advance(hourMs);
      const run = await trial.sync(stage.asked);
      const { inserted, updated, removed, unchanged } = run.report.rows;
      demand(
        inserted + updated + removed === 0,
        `reading again inserted ${inserted}, updated ${updated} and removed ${removed}`,
      );
      demand(unchanged > 0, 'nothing was read again');
      await lab.expectComplete(trial, { ...stage, run });
    },

    'tells a note that it has read as it was read': () => expectRoundTrip(lab),

    'stores in a DuckDB file what it stores in memory': async () => {
      const stage = lab.ordinaryStage(7);
      const inMemory = lab.openTrial(stage);
      await inMemory.sync(stage.asked);
      await withDuckDb(async (store) => {
        await expectExact(lab, stage, { store });
        const [own, other] = [await listNotes(store), await listNotes(inMemory.store)];
        demand(isDeepStrictEqual(own, other), 'the notes in the file are others');
      });
    },

    ...Object.fromEntries(
      lab.readings.map((reading) => [
        `is exact when ${reading.name}`,
        () => expectExact(lab, lab.ordinaryStage(8), { reading }),
      ]),
    ),
  });
}

async function expectOneRequestEach(lab: NotesLab): Promise<void> {
  const stage = manyNotes(3);
  const heard: string[] = [];
  const provider = withNotesHeard(lab.provider, ({ vendorId }) => heard.push(vendorId));
  const trial = lab.openTrial({ ...stage, provider });
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
  const noted = stage.calls.filter(({ id }) => stage.notes.of(id).length > 0);
  const wanted = noted.map(({ vendorId }) => String(vendorId)).sort();
  demand(
    isDeepStrictEqual(heard.sort(), wanted),
    `${heard.length} calls were asked about where ${wanted.length} have notes`,
  );
  trial.clock.advance(hourMs);
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
  demand(heard.length === wanted.length, 'calls were asked about again that had all their notes');
}

async function expectContinuation(lab: NotesLab): Promise<void> {
  const stage = manyNotes(4);
  const last = (await countRequests(lab, stage)) - 1;
  const store = createMemoryStore();
  const crashing = createCrashingStore(store, null);
  const heard: string[] = [];
  let requests = 0;
  const killed = lab.openTrial({
    ...stage,
    store: crashing.store,
    provider: withNotesHeard(lab.provider, ({ id }) => heard.push(id)),
    through: (vendorApi) => async (request) => {
      requests += 1;
      return requests > last ? crashing.crash() : vendorApi(request);
    },
  });
  const outcome = await killed.sync(stage.asked).catch((error: unknown) => error);
  demand(outcome instanceof CrashError, 'the process went on after its end');
  const kept = new Set((await listNotes(store)).map(({ callId }) => callId));
  demand(kept.size > 0, 'nothing was stored before the crash');

  heard.length = 0;
  const trial = killed.reopen(store);
  requests = Number.NEGATIVE_INFINITY;
  await lab.expectComplete(trial, { ...stage, run: await trial.sync(stage.asked) });
  demand(heard.length > 0, 'nothing was left to be read');
  const again = heard.find((id) => kept.has(id));
  demand(again === undefined, `${again} was asked about again, whose notes were stored`);
}

/** What is stored, told by the vendor as its own, comes back as it was. */
async function expectRoundTrip(lab: NotesLab): Promise<void> {
  const stage = lab.ordinaryStage(6);
  const trial = lab.openTrial(stage);
  await trial.sync(stage.asked);
  const first = await listNotes(trial.store);
  const shelf = createNoteShelf(stage.calls);
  const storedId = new Map<string | null, string>();
  for await (const batch of trial.store.read()) {
    for (const { id, vendorId } of batch) storedId.set(vendorId, id);
  }
  for (const { id, source, vendorId } of stage.calls) {
    const own = first.filter(({ callId }) => callId === storedId.get(vendorId));
    const told = own.map((note): Note => {
      const key = note.id.slice(note.source.length + 1);
      return { ...note, id: `${source}:${key}`, source, callId: id };
    });
    shelf.put(id, told);
  }
  const again = lab.openTrial({ ...stage, notes: shelf });
  await again.sync(stage.asked);
  const second = await listNotes(again.store);
  const changed = second.find((note, index) => !isDeepStrictEqual(note, first[index]));
  demand(
    changed === undefined && second.length === first.length,
    `a note comes back as ${JSON.stringify(changed)}`,
  );
}
