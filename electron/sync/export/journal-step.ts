import { z } from 'zod';
import { planActions } from '../../../shared/plan.ts';
import type { PlanAction, PlanChange } from '../../../shared/plan.ts';
import { Problem } from '../../../shared/errors.ts';
import { situations } from '../../../shared/situation.ts';
import type { Situation } from '../../../shared/situation.ts';
import { linkOrigins } from '../store.ts';
import type { JournalEntry, LinkOrigin } from '../store.ts';
import type { Write } from '../ports.ts';
import { matchedByNameRule, matchedBySidRule } from '../plan/matched-by.ts';

const valueSchema = z.union([z.string(), z.boolean(), z.null(), z.array(z.string())]);
const attributesSchema = z.record(z.string(), valueSchema);
const id = z.string();

const writeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('createUser'), attributes: attributesSchema, password: z.boolean() }),
  z.object({ kind: z.literal('updateUser'), id, attributes: attributesSchema }),
  z.object({ kind: z.literal('restoreUser'), id }),
  z.object({ kind: z.literal('deleteUser'), id }),
  z.object({ kind: z.literal('createGroup'), uniqueName: z.string(), attributes: attributesSchema }),
  z.object({ kind: z.literal('updateGroup'), id, attributes: attributesSchema }),
  z.object({ kind: z.literal('restoreGroup'), id }),
  z.object({ kind: z.literal('deleteGroup'), id }),
  z.object({ kind: z.literal('addMembers'), id, memberIds: z.array(z.string()) }),
  z.object({ kind: z.literal('removeMember'), id, memberId: z.string() }),
  z.object({ kind: z.literal('setManager'), id, managerId: z.string() }),
  z.object({ kind: z.literal('clearManager'), id }),
  z.object({ kind: z.literal('setPhoto'), id, dn: z.string(), digest: z.string() }),
]);

const stepSchema = z.object({
  write: writeSchema,
  action: z.enum(planActions),
  reason: z.enum(situations),
  origin: z.enum(linkOrigins).nullable(),
  foreignMembers: z.array(z.string()),
});

/**
 * One write with what its bookkeeping needs, as the journal keeps it: after a crash the recovery can do for it exactly
 * what the export would have done. Holds no secret: a password is made by the connector and never part of a write.
 */
export type JournalStep = {
  readonly write: Write;
  readonly action: PlanAction;
  readonly reason: Situation;
  /** Origin of the link that this step makes; null when it makes none. */
  readonly origin: LinkOrigin | null;
  /** Members that a linked group keeps although AD lacks them, by target id. */
  readonly foreignMembers: readonly string[];
};

/** The step that carries out `write` as a part of `change`. */
export function journalStep(change: PlanChange, write: Write): JournalStep {
  return { write, action: change.action, reason: change.reason, origin: linkOrigin(change), foreignMembers: foreignMembers(change) };
}

/** Reads back what `journalStep` wrote. */
export function parseJournalStep(entry: JournalEntry): JournalStep {
  const parsed = stepSchema.safeParse(entry.write);
  if (parsed.success) return parsed.data;
  throw new Problem('store', `The journal entry ${entry.id} for ${entry.dn} cannot be read.`, 'Use the version of Causeway that wrote it to finish the interrupted run, then continue with this one.', { cause: parsed.error });
}

/** How the link came about, from what the plan says about the match (design, section 5); null when the change makes no link. */
export function linkOrigin(change: PlanChange): LinkOrigin | null {
  if (change.action === 'create') return 'created';
  if (change.action === 'restore') return 'restored';
  if (change.action !== 'link') return null;
  if (change.reason !== 'found') return 'resolution';
  if (change.type === 'group') return groupOrigin(change);
  return change.attributes.some(({ name }) => name === 'onPremisesImmutableId') ? 'softMatch' : 'hardMatch';
}

function groupOrigin({ attributes }: PlanChange): LinkOrigin {
  if (attributes.some(({ rule }) => rule === matchedBySidRule)) return 'sid';
  return attributes.some(({ rule }) => rule === matchedByNameRule) ? 'displayName' : 'uniqueName';
}

/** References of a `link` change on a group are its foreign members, by target id. */
export function foreignMembers(change: PlanChange): readonly string[] {
  if (change.action !== 'link') return [];
  return change.references.flatMap(({ target }) => (target === null ? [] : [target])).sort();
}
