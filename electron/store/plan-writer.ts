import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanWriter } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import { createPlanFile, sweepPlanFiles } from './plan-file.ts';
import type { PlanFileWriter } from './plan-file.ts';

/** Finished plans that keep their changes; older ones keep their summary, for the run history. */
const plansWithChanges = 2;
const summariesKept = 500;

export type PlanWriting = {
  begin(runId: string, words?: readonly string[]): PlanWriter;
  /** Gives up a plan that was begun and not finished. */
  close(): void;
};

/**
 * Makes plan writers. The changes go to a file that nobody knows of until the plan is finished; the row that names it is
 * written, and old files are removed, with the transaction that is open then.
 */
export function planWriting(connection: Connection, folder: string, forgetReader: (content: string) => void): PlanWriting {
  const { prepare, transaction } = connection;
  const contents = prepare<[], { content: string }>('SELECT content FROM plan WHERE content IS NOT NULL');
  const forgetSame = prepare<[string]>('DELETE FROM plan WHERE id = ?');
  const insertPlan = prepare<[string, string, string, string, string, string]>('INSERT INTO plan (id, run, created_at, inputs, summary, content) VALUES (?, ?, ?, ?, ?, ?)');
  const forgetContents = prepare<[number]>('UPDATE plan SET content = NULL WHERE number NOT IN (SELECT number FROM plan ORDER BY number DESC LIMIT ?)');
  const forgetPlans = prepare<[number]>('DELETE FROM plan WHERE number NOT IN (SELECT number FROM plan ORDER BY number DESC LIMIT ?)');
  let unfinished: PlanFileWriter | null = null;

  const named = (): Set<string> => new Set(contents.all().map((row) => row.content));

  function giveUp(): void {
    unfinished?.abandon();
    unfinished = null;
  }

  return {
    close: giveUp,
    begin(runId, words) {
      giveUp();
      // What a crash or a rollback left behind; inside a transaction the files of the last commit still count.
      connection.afterCommit(() => sweepPlanFiles(folder, new Set([...named(), ...(unfinished === null ? [] : [unfinished.name])])));
      const content = createPlanFile(folder, words);
      unfinished = content;
      const demandOpen = (): void => {
        if (unfinished !== content) throw new Error(`the plan of run ${runId} was finished or replaced by another`);
      };
      return {
        add(change, order) {
          demandOpen();
          return content.add(change, order);
        },
        note(note, order = 0) {
          demandOpen();
          content.note(note, order);
        },
        hold(changeId, hold) {
          if (unfinished !== content || !content.hold(changeId, hold)) throw new Error(`the plan of run ${runId} has no change ${changeId}`);
        },
        finish(summary, inputs, createdAt) {
          demandOpen();
          content.finish();
          unfinished = null;
          transaction(() => {
            const before = named();
            // The same data and configuration give the same plan id: the newer copy replaces the older one.
            forgetSame.run(summary.id);
            insertPlan.run(summary.id, runId, createdAt, inputs, JSON.stringify(summary), content.name);
            forgetContents.run(plansWithChanges);
            forgetPlans.run(summariesKept);
            connection.afterCommit(() => {
              const kept = named();
              for (const name of before) if (!kept.has(name)) forgetReader(name);
              sweepPlanFiles(folder, kept);
            });
          });
        },
      };
    },
  };
}

/** Whether the changes of a plan are where they were written. */
export function hasContent(folder: string, content: string | null): boolean {
  return content !== null && existsSync(join(folder, content));
}
