import type { PlanChange } from '../../../shared/plan.ts';
import type { Digest } from '../ports.ts';

/**
 * Digest of what a change would write, from the change alone: action, target, each attribute's old and new value, each
 * reference. The export stores it with a refusal, and the synchronization recognizes the unchanged refused change by it,
 * so that an unchanged run does not send it again (design, section 6). Independent of the order of attributes and
 * references, of the reason, and of renames of referenced objects.
 */
export function refusalFingerprint(change: PlanChange, digest: Digest): string {
  const attributes = change.attributes.map(({ name, from, to }) => [name, from, to] as const).sort(([one], [other]) => compare(one, other));
  const references = change.references.map(({ guid, target, dn }) => guid ?? target ?? dn).sort(compare);
  return digest(JSON.stringify([change.action, change.target, attributes, references]));
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
