import type { Hold, ProtectionState } from '../../../shared/plan.ts';
import { conflictOf } from '../review/book.ts';
import type { PlanWriter } from '../store.ts';
import type { ChangeInput } from './book.ts';
import type { Composition } from './context.ts';
import { deletionKey, type Deletion } from './departing.ts';
import type { Removal } from './present.ts';
import { trippedKinds, type ProtectedCount, type ProtectionKind } from './protection.ts';
import { addEntangled, type Entangling } from './release.ts';

/** Everything that protection may hold, and what was linked before the run. */
export type Protectable = {
  readonly deletions: readonly Deletion[];
  readonly disables: readonly ChangeInput[];
  readonly removals: readonly Removal[];
  readonly entangling: readonly Entangling[];
  readonly linkedBefore: { readonly user: number; readonly group: number };
};

function linkedWord(type: 'user' | 'group', count: number): string {
  return count === 1 ? `linked ${type}` : `linked ${type}s`;
}

function countsOf(protectable: Protectable, composition: Composition): readonly ProtectedCount[] {
  const { book } = composition;
  return (['user', 'group'] as const).flatMap((type): readonly ProtectedCount[] => [
    { kind: 'delete', what: linkedWord(type, book.counts(type).delete), count: book.counts(type).delete, population: protectable.linkedBefore[type] },
    { kind: 'disable', what: linkedWord(type, book.counts(type).disable), count: book.counts(type).disable, population: protectable.linkedBefore[type] },
  ]);
}

/** A held disable must not hold the object's other changes: they become an update of their own. */
function addDisable(input: ChangeInput, hold: Hold | null, composition: Composition): void {
  const others = (input.attributes ?? []).filter((attribute) => attribute.name !== 'accountEnabled');
  if (hold === null || others.length === 0) {
    composition.book.add({ ...input, hold });
    return;
  }
  composition.book.add({ ...input, attributes: (input.attributes ?? []).filter((attribute) => attribute.name === 'accountEnabled'), hold });
  composition.book.add({ ...input, action: 'update', attributes: others });
}

/** Evaluates protection on the whole plan and places what it may hold (invariant I7). */
export function placeProtected(protectable: Protectable, composition: Composition, writer: PlanWriter): ProtectionState {
  const { deletions, disables, removals, entangling } = protectable;
  const { book, settings, digest, resolutions, store } = composition;
  for (const { input } of deletions) book.counts(input.type).delete += 1;
  for (const input of disables) if (input.reason === 'sourceMissing') book.counts(input.type).disable += 1;
  const tripped = trippedKinds([...countsOf(protectable, composition), ...removals.map((removal) => removal.count)], settings.limits);
  const holdOf = (kind: ProtectionKind): Hold | null => {
    const text = tripped.get(kind);
    return text === undefined ? null : { by: 'protection', kind, text };
  };
  const holds = { delete: holdOf('delete'), disable: holdOf('disable'), memberRemove: holdOf('memberRemove') };
  const entangled = new Set(entangling.map((change) => change.key));
  const held: string[] = [];

  for (const { input, draft } of deletions) {
    if (!entangled.has(deletionKey(input))) book.add({ ...input, hold: holds.delete });
    if (holds.delete === null) continue;
    held.push(`${book.idOf('delete', input.type, input.anchor)} ${input.target ?? ''}`);
    const conflict = conflictOf([draft], input.dn, resolutions, store, digest);
    if (conflict !== null) composition.conflict(conflict);
  }
  const allDisables = [...disables, ...entangling.map((change) => change.input).filter((input) => input.action === 'disable')];
  for (const input of disables) addDisable(input, holds.disable, composition);
  if (holds.disable !== null) held.push(...allDisables.map((input) => `${book.idOf('disable', input.type, input.anchor)} ${input.target ?? ''}`));
  if (holds.memberRemove !== null) {
    for (const removal of removals) {
      writer.hold(removal.changeId, holds.memberRemove);
      held.push(`${removal.changeId} ${removal.digest}`);
    }
  }
  addEntangled(
    entangling.map((change) => ({ ...change, input: { ...change.input, hold: change.input.action === 'delete' ? holds.delete : change.input.action === 'disable' ? holds.disable : null } })),
    book,
    composition.flow,
  );
  return {
    tripped: tripped.size > 0,
    held: {
      delete: holds.delete === null ? 0 : deletions.length,
      disable: holds.disable === null ? 0 : allDisables.length,
      memberRemove: holds.memberRemove === null ? 0 : removals.reduce((sum, removal) => sum + removal.count.count, 0),
    },
    limit: settings.limits.delete,
    texts: [...tripped.values()],
    heldSet: held.length === 0 ? '' : digest(held.sort().join('\n')),
  };
}
