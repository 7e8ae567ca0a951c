import type { Resolution } from '../../../../../shared/conflict.ts';
import type { InputOf, OutputOf } from '../../../../../shared/ipc/contract.ts';
import type { ConflictConsequence } from '../../../../../shared/ipc/conflicts.ts';
import { Problem } from '../../../../../shared/errors.ts';
import { commonNameOf } from '../../../../sync/names/dn.ts';
import { resolutionOf } from '../../../../sync/resolve.ts';
import type { Settings } from '../../../../sync/settings.ts';
import type { StagingStore } from '../../../../sync/store.ts';
import { whatIf } from '../../../../sync/what-if.ts';
import { sha256, systemClock } from '../../../system.ts';
import { userName } from '../../../user-name.ts';
import { targetName } from '../plan/rows.ts';
import type { OpenConflict } from './review.ts';

const changesShown = 50;
const objectsPerSecond = 8_000;
const longestUnasked = 2;
const never = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };

/** About how long the plan engine takes; null when that is short enough not to ask. */
function secondsToCompute(store: StagingStore): number | null {
  const seconds = Math.ceil(store.source.count() / objectsPerSecond);
  return seconds <= longestUnasked ? null : seconds;
}

/** What becomes of these conflicts and their objects when these decisions are taken. Writes nothing. */
function consequenceOf(conflicts: readonly OpenConflict[], decisions: readonly Resolution[], store: StagingStore, settings: Settings): ConflictConsequence {
  const facts = store.facts.get();
  if (facts === null) throw new Problem('usage', 'Nothing has been read from Entra yet.', 'Run a preview first.');
  const anchors = new Set(conflicts.map(({ anchor }) => anchor));
  const targets = new Set(conflicts.flatMap(({ others }) => others.filter(({ side }) => side === 'target').map(({ id }) => id)));
  const guids = new Set(conflicts.flatMap(({ guid, others }) => [guid, ...others.filter(({ side }) => side === 'source').map(({ id }) => id)]));
  const { changes, conflicts: left } = whatIf(
    { runId: 'what-if', settings, facts, now: systemClock.now() },
    { store, digest: sha256, cancel: never },
    decisions,
    (change) => anchors.has(change.anchor) || (change.guid !== null && guids.has(change.guid)) || (change.target !== null && targets.has(change.target)),
  );
  const asked = new Set(conflicts.map(({ id }) => id));
  const open = new Set(left.map(({ id }) => id));
  return {
    state: 'computed',
    changes: changes.slice(0, changesShown).map(({ id, action, dn, target, attributes, references, hold }) => ({ id, action, name: commonNameOf(dn), target: target === null ? null : targetName(store, target), attributes: attributes.map(({ name }) => name), references: references.length, held: hold !== null })),
    changesInAll: changes.length,
    solved: conflicts.filter(({ id }) => !open.has(id)).length,
    next: left.filter((conflict) => !asked.has(conflict.id) && conflict.guid !== null && guids.has(conflict.guid) && store.conflicts.get(conflict.id) === null).map(({ situation, dn, reason }) => ({ situation, name: commonNameOf(dn), reason })),
  };
}

/** What a decision on these conflicts would do; with `wait` false only where that takes no longer than a person waits without being asked. */
export function previewDecision({ ids, decision, wait }: Pick<InputOf<'conflicts.preview'>, 'ids' | 'decision' | 'wait'>, store: StagingStore, settings: Settings): OutputOf<'conflicts.preview'> {
  const decisions = ids.map((id) => resolutionOf(id, decision, store, { user: userName(), now: systemClock.now(), rules: settings.rules }));
  const seconds = secondsToCompute(store);
  if (seconds !== null && !wait) return { state: 'unknown', seconds };
  const asked = new Set(ids);
  return consequenceOf(store.conflicts.all().filter(({ id }) => asked.has(id)), decisions, store, settings);
}
