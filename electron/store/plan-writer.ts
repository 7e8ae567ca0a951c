import type { PlanChange, PlanNote } from '../../shared/plan.ts';
import type { PlanWriter } from '../sync/store.ts';
import type { Connection } from './connection.ts';

/** Finished plans that keep their changes; older ones keep their summary, for the run history. */
const plansWithChanges = 2;
const summariesKept = 500;
const chunkSize = 500;

/** Makes writers that buffer rows and insert them in chunks. A plan can be read once it is finished. */
export function planWriter(connection: Connection): (runId: string) => PlanWriter {
  const { prepare, transaction } = connection;
  const unfinished = prepare<[], { number: number }>('SELECT number FROM plan WHERE id IS NULL');
  const sameId = prepare<[string], { number: number }>('SELECT number FROM plan WHERE id = ?');
  const outdated = prepare<[number], { number: number }>('SELECT number FROM plan WHERE id IS NOT NULL ORDER BY number DESC LIMIT -1 OFFSET ?');
  const insertPlan = prepare<[string]>('INSERT INTO plan (run) VALUES (?)');
  const finishPlan = prepare<[string, string, string, string, number]>('UPDATE plan SET id = ?, created_at = ?, inputs = ?, summary = ? WHERE number = ?');
  const deletePlan = prepare<[number]>('DELETE FROM plan WHERE number = ?');
  const deleteChanges = prepare<[number]>('DELETE FROM plan_change WHERE plan = ?');
  const deleteNotes = prepare<[number]>('DELETE FROM plan_note WHERE plan = ?');
  const insertChange = prepare<[number, string, number, string, string | null, string]>('INSERT INTO plan_change (plan, id, rank, anchor, hold, json) VALUES (?, ?, ?, ?, ?, ?)');
  const insertNote = prepare<[number, number, string]>('INSERT INTO plan_note (plan, position, json) VALUES (?, ?, ?)');
  const setHold = prepare<[string | null, number, string]>('UPDATE plan_change SET hold = ? WHERE plan = ? AND id = ?');

  function forgetContent(number: number): void {
    deleteChanges.run(number);
    deleteNotes.run(number);
  }

  function forget(number: number): void {
    forgetContent(number);
    deletePlan.run(number);
  }

  return (runId) => {
    const number = transaction(() => {
      for (const plan of unfinished.all()) forget(plan.number);
      return insertPlan.run(runId).id;
    });
    let changes: { readonly change: PlanChange; readonly order: number }[] = [];
    let notes: PlanNote[] = [];
    let notesWritten = 0;

    function flush(): void {
      transaction(() => {
        for (const { change, order } of changes) {
          const { hold, ...rest } = change;
          insertChange.run(number, change.id, order, change.anchor, textOf(hold), JSON.stringify(rest));
        }
        for (const [index, note] of notes.entries()) insertNote.run(number, notesWritten + index, JSON.stringify(note));
      });
      notesWritten += notes.length;
      changes = [];
      notes = [];
    }

    return {
      add(change, order) {
        changes.push({ change, order });
        if (changes.length >= chunkSize) flush();
      },
      note(note) {
        notes.push(note);
        if (notes.length >= chunkSize) flush();
      },
      hold(changeId, hold) {
        if (changes.length > 0) flush();
        if (setHold.run(textOf(hold), number, changeId).changes === 0) throw new Error(`the plan of run ${runId} has no change ${changeId}`);
      },
      finish(summary, inputs, createdAt) {
        transaction(() => {
          flush();
          // The same data and configuration give the same plan id: the newer copy replaces the older one.
          for (const plan of sameId.all(summary.id)) forget(plan.number);
          finishPlan.run(summary.id, createdAt, inputs, JSON.stringify(summary), number);
          for (const plan of outdated.all(plansWithChanges)) forgetContent(plan.number);
          for (const plan of outdated.all(summariesKept)) deletePlan.run(plan.number);
        });
      },
    };
  };
}

function textOf(hold: PlanChange['hold']): string | null {
  return hold === null ? null : JSON.stringify(hold);
}
