/**
 * The named situations an identity can be in, their default reaction and the resolutions offered.
 * Source: design, section 6. Every identity is in exactly one of them per run.
 */
export const situations = [
  'missingInTarget',
  'sourceMissing',
  'invalidValue',
  'duplicateInSource',
  'ambiguousMatch',
  'managedElsewhere',
  'anchorMismatch',
  'typeMismatch',
  'roleHolder',
  'takenInTarget',
  'refused',
  'drift',
  'returned',
  'found',
  'new',
  'changed',
  'confirmed',
] as const;

/** In order of precedence: when several apply, the first one names the identity, the others stand under `also`. */
export type Situation = (typeof situations)[number];

export const reactions = ['keep', 'update', 'create', 'link', 'restore', 'revert', 'delete', 'hold'] as const;
export type Reaction = (typeof reactions)[number];

export const resolutionKinds = [
  'pickOwner', // duplicateInSource: the named object keeps the value
  'exclude', // leave this object alone: nothing of it is written, nothing of it is deleted
  'link', // takenInTarget, roleHolder, missingInTarget: link to the other object (roleHolder: after naming the roles)
  'setValue', // takenInTarget, typeMismatch, invalidValue: use another value for this attribute
  'dropAttribute', // invalidValue: leave this optional attribute out
  'pick', // ambiguousMatch: link to the named candidate
  'createNew', // ambiguousMatch: none of the candidates, create a new object
  'reanchor', // anchorMismatch: write the source anchor of this object to the cloud-only target object
  'keepCloud', // drift: keep the cloud value of this attribute from now on
  'takeOver', // drift: write the AD value again
  'restore', // missingInTarget: restore the soft-deleted object and link it
  'createAgain', // missingInTarget: create a new object
  'keepUnlinked', // sourceMissing: keep the target object, forget the link
  'disableOnly', // sourceMissing: disable the target account, do not delete it
  'retry', // refused: send it once more
] as const;
export type ResolutionKind = (typeof resolutionKinds)[number];

type SituationEntry = { readonly means: string; readonly reaction: Reaction; readonly resolutions: readonly ResolutionKind[] };

/** One row per situation: what it means, what Causeway does by default, what an admin may decide instead. */
export const situationTable: Readonly<Record<Situation, SituationEntry>> = {
  missingInTarget: { means: 'linked, but the target object is deleted or gone', reaction: 'hold', resolutions: ['restore', 'createAgain', 'exclude'] },
  sourceMissing: { means: 'linked, but the AD object is deleted or out of scope', reaction: 'delete', resolutions: ['keepUnlinked', 'disableOnly'] },
  invalidValue: { means: 'Microsoft Graph would refuse a value', reaction: 'hold', resolutions: ['setValue', 'dropAttribute', 'exclude'] },
  duplicateInSource: { means: 'several AD objects claim one value', reaction: 'hold', resolutions: ['pickOwner', 'exclude'] },
  ambiguousMatch: { means: 'several target objects match, or the tests disagree', reaction: 'hold', resolutions: ['pick', 'createNew', 'exclude'] },
  managedElsewhere: { means: 'the candidate is synchronized by another tool', reaction: 'hold', resolutions: ['exclude'] },
  anchorMismatch: { means: 'the target object carries another anchor, or the source anchor changed', reaction: 'hold', resolutions: ['reanchor', 'exclude'] },
  typeMismatch: { means: 'the value belongs to a group, contact or guest', reaction: 'hold', resolutions: ['setValue', 'exclude'] },
  roleHolder: { means: 'the candidate holds an Entra role', reaction: 'hold', resolutions: ['link', 'exclude'] },
  takenInTarget: { means: 'the value belongs to another target object', reaction: 'hold', resolutions: ['link', 'setValue', 'exclude'] },
  refused: { means: 'Microsoft Graph refused a write', reaction: 'hold', resolutions: ['retry', 'exclude'] },
  drift: { means: 'the target value changed since it was last confirmed, the AD value did not', reaction: 'revert', resolutions: ['keepCloud', 'takeOver'] },
  returned: { means: 'the anchor is back and Causeway itself had deleted its target object', reaction: 'restore', resolutions: [] },
  found: { means: 'not linked, exactly one target object matches', reaction: 'link', resolutions: [] },
  new: { means: 'not linked, nothing matches', reaction: 'create', resolutions: [] },
  changed: { means: 'linked, values differ', reaction: 'update', resolutions: [] },
  confirmed: { means: 'linked, values equal', reaction: 'keep', resolutions: [] },
};

/** The situation that names the identity when several apply. */
export function firstSituation(found: readonly Situation[]): Situation | undefined {
  return situations.find((situation) => found.includes(situation));
}
