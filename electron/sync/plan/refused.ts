import { refusalFingerprint } from '../export/refusal.ts';
import type { Draft } from '../review/draft.ts';
import type { ChangeInput } from './book.ts';
import { draftAbout } from './candidate.ts';
import type { Composition } from './context.ts';
import type { Identity } from './identity.ts';

/**
 * A change that Graph refused before and that is still the same: it is not sent again until the AD values, the target or
 * the configuration change, or somebody says retry. Null when there is no such refusal.
 */
export function refusedDraft(input: ChangeInput, identity: Pick<Identity, 'type' | 'guid' | 'anchor'>, composition: Composition): Draft | null {
  const refusals = composition.refusals.get(identity.anchor);
  if (refusals === undefined) return null;
  const fingerprint = refusalFingerprint({ id: '', hold: null, dependsOn: [], attributes: [], references: [], ...input }, composition.digest);
  const refusal = refusals.find((candidate) => candidate.fingerprint === fingerprint);
  if (refusal === undefined) return null;
  return draftAbout(identity, 'refused', {
    attribute: refusal.attribute,
    value: refusal.value,
    others: refusal.conflictingIds.map((id) => ({ side: 'target', id })),
    detail: `“${refusal.message}” (${refusal.code}${refusal.requestId === null ? '' : `, request ${refusal.requestId}`}).`,
    facts: { fingerprint, code: refusal.code, fix: refusal.fix },
  });
}
