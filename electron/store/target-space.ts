import type { TargetSpace } from '../sync/store.ts';
import type { Connection } from './connection.ts';
import type { Meta } from './meta.ts';
import type { Readers } from './readers.ts';
import { pendingOf, pendingState } from './target-pending.ts';
import { targetReading } from './target-read.ts';
import { stageTargetPage } from './target-stage.ts';
import type { TargetStaging } from './target-stage.ts';
import { marks, targetStatements } from './target-statements.ts';
import { applyWrite } from './target-write.ts';

const keys = { watermark: 'target.watermark', generation: 'target.generation', version: 'target.version' } as const;

/** The connector space of the target on SQLite. */
export function targetSpace(connection: Connection, readers: Readers, meta: Meta): TargetSpace {
  const statements = targetStatements(connection);
  const pending = pendingOf(connection);
  const staging: TargetStaging = { statements, pending, file: connection.file };

  function demandCurrent(generation: number): void {
    const current = meta.number(keys.generation);
    if (generation !== current) throw new Error(`target import ${generation} is over, ${current} is under way`);
  }

  /** Drops what a full import did not meet. Its listing knows nothing of the recycle bin: what is there stays there. */
  function dropUnmet(now: Date): boolean {
    let changed = false;
    for (const { row, id, state } of statements.unseen.all()) {
      if (state === 'softDeleted') {
        pending.forget(id, pendingState, '');
      } else if (!pending.of(id, now).isYoung(pendingState, '', 'present')) {
        statements.setState.run('gone', row);
        changed = true;
      }
    }
    const members = statements.dropStaleMembers.run().changes;
    const managers = statements.dropStaleManagers.run().changes;
    return changed || members > 0 || managers > 0;
  }

  return {
    ...targetReading(connection, readers),
    watermark: () => meta.get(keys.watermark),
    version: () => meta.number(keys.version),
    unconfirmed: () => pending.count(),
    begin: () =>
      connection.transaction(() => {
        statements.forgetSeen.run();
        // What a full import that broke off had only not named yet is there as before.
        statements.reviveMembers.run();
        statements.reviveManagers.run();
        return meta.next(keys.generation);
      }),
    stage: (generation, mode, page, now) =>
      connection.transaction(() => {
        demandCurrent(generation);
        if (stageTargetPage(staging, page, mode === 'full', now)) meta.next(keys.version);
      }),
    finish: (generation, mode, watermark, now) =>
      connection.transaction(() => {
        demandCurrent(generation);
        if (mode === 'full' && dropUnmet(now)) meta.next(keys.version);
        pending.forgetExpired(now);
        if (mode === 'full' || watermark !== null) meta.put(keys.watermark, watermark);
        return { read: statements.read.get(marks.object)?.number ?? 0 };
      }),
    applyWrite: (write, now) =>
      connection.transaction(() => {
        if (applyWrite(staging, write, now)) meta.next(keys.version);
      }),
  };
}
