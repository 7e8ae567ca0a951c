import type { AttributeValue, PlanChange } from '../../../shared/plan.ts';
import type { ExportFailure } from '../../../shared/run.ts';
import type { Digest } from '../ports.ts';
import type { Refusal, TargetSpace } from '../store.ts';
import { fixFor, isPassing, isTaken } from './fixes.ts';
import type { Refused } from './fixes.ts';
import { refusalFingerprint } from './refusal.ts';
import type { TargetIds } from './target-ids.ts';
import { remainder } from './work.ts';
import type { RefusedPart, Work } from './work.ts';

type Context = { readonly targetIds: TargetIds; readonly target: Pick<TargetSpace, 'get'> };

/** A refused write as the run history shows it: Graph's own words, and what to do. */
export function failureOf(change: PlanChange, part: RefusedPart, context: Context): ExportFailure {
  const { refused } = part;
  return { dn: change.dn, action: change.action, code: refused.code, message: refused.message, requestId: refused.requestId, fix: fixOf(change, part, context) };
}

/** What is remembered of a change, so that it is not sent again unchanged; null when the next run may simply try again. */
export function refusalOf(work: Work, context: Context, digest: Digest, at: string): Refusal | null {
  const { change } = work;
  const lasting = work.refusals.findLast(({ refused }) => !isPassing(refused));
  if (lasting === undefined) return null;
  const unwritten = remainder(work, context.targetIds.reference);
  const { refused } = lasting;
  const attribute = attributeOf(change, refused);
  return {
    anchor: change.anchor,
    action: unwritten.action,
    fingerprint: refusalFingerprint(unwritten, digest),
    attribute,
    value: valueOf(change, attribute),
    code: refused.code,
    message: refused.message,
    requestId: refused.requestId,
    fix: fixOf(change, lasting, context),
    conflictingIds: refused.conflictingIds,
    at,
  };
}

function fixOf(change: PlanChange, { refused, reference }: RefusedPart, { targetIds, target }: Context): string {
  const attribute = attributeOf(change, refused);
  const referenced = reference === null ? undefined : change.references.find((candidate) => targetIds.reference(candidate) === reference);
  const other = isTaken(refused) ? refused.conflictingIds[0] : undefined;
  return fixFor(refused, {
    dn: change.dn,
    type: change.type,
    attribute,
    value: valueOf(change, attribute),
    other: other === undefined ? null : nameOf(other, target),
    reference: reference === null ? null : (referenced?.dn ?? reference),
  });
}

/** The property that Graph named, in `property` or in its text, where the change writes it. */
function attributeOf(change: PlanChange, { property, message }: Refused): string | null {
  const named = property ?? /propert(?:y|ies)(?: named)?:? '?([A-Za-z0-9]+)'?/i.exec(message)?.[1] ?? null;
  if (named === null) return null;
  // Addresses are one name space: a taken proxyAddresses value is the mail that was written.
  const written = named === 'proxyAddresses' ? ['proxyAddresses', 'mail'] : [named];
  return change.attributes.find(({ name }) => written.some((candidate) => candidate.toLowerCase() === name.toLowerCase()))?.name ?? property;
}

function valueOf(change: PlanChange, attribute: string | null): string | null {
  const to: AttributeValue = change.attributes.find(({ name }) => name === attribute)?.to ?? null;
  if (to === null) return null;
  return typeof to === 'object' ? to.join(', ') : String(to);
}

function nameOf(id: string, target: Pick<TargetSpace, 'get'>): string {
  const attributes = target.get(id)?.attributes ?? {};
  const name = attributes['userPrincipalName'] ?? attributes['displayName'];
  return typeof name === 'string' ? `${name} (${id})` : `the object ${id}`;
}
