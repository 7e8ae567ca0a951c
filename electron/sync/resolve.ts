import type { Conflict, Resolution } from '../../shared/conflict.ts';
import { Problem } from '../../shared/errors.ts';
import type { ResolutionKind } from '../../shared/situation.ts';
import { propertyOf } from './flow/properties.ts';
import type { Settings } from './settings.ts';
import { suffixOf } from './flow/text.ts';
import { problemOf } from './flow/validate.ts';
import type { StagingStore } from './store.ts';

/** What an admin decided, as given; what is missing is taken from the conflict where only one answer is possible. */
export type Decision = {
  readonly kind: ResolutionKind;
  readonly value: string | null;
  readonly attribute: string | null;
  /** objectGUID of an AD object. */
  readonly object: string | null;
  readonly target: string | null;
  /** For a role holder: the roles, named. */
  readonly confirm: string | null;
};

export type DecisionContext = { readonly user: string; readonly now: Date; /** Rules of the profile: they may add properties. */ readonly rules?: Settings['rules'] };

function refuse(message: string, fix: string): never {
  throw new Problem('usage', message, fix);
}

function checkedAttribute(conflict: Conflict, decision: Decision, rules: Settings['rules'] | undefined): string {
  const attribute = decision.attribute ?? conflict.attribute;
  // Not a property: the nested groups of a Microsoft 365 group are left out.
  if (decision.kind === 'dropAttribute' && attribute === 'members' && conflict.attribute === 'members') return attribute;
  const known = attribute === null ? null : propertyOf(conflict.type, attribute, rules);
  if (known === null || attribute === null) refuse(`“${attribute ?? ''}” is no attribute that Causeway writes on a ${conflict.type}.`, `Name one with --attribute; this conflict is about ${conflict.attribute ?? 'the whole object'}.`);
  if (decision.kind === 'dropAttribute' && known.required) refuse(`${attribute} cannot be left out: Microsoft Graph demands it.`, 'Decide on another value with setValue, or exclude the object.');
  return attribute;
}

function checkedValue(conflict: Conflict, decision: Decision, attribute: string, store: StagingStore, rules: Settings['rules'] | undefined): string {
  const { value } = decision;
  if (value === null || value.trim() === '') refuse('setValue needs a value.', 'Give it with --value.');
  const property = propertyOf(conflict.type, attribute, rules);
  const why = property === null ? null : problemOf({ target: property.name, longest: property.longest, extension: property.extension }, value);
  if (why !== null) refuse(`“${value}” ${why}.`, `Choose another value for ${attribute}.`);
  const domains = store.facts.get()?.domains.filter((domain) => domain.verified).map((domain) => domain.name) ?? [];
  const suffix = attribute === 'userPrincipalName' ? suffixOf(value) : null;
  if (suffix !== null && !domains.includes(suffix)) refuse(`${suffix} is not a verified domain of the tenant.`, `Use one of: ${domains.join(', ')}.`);
  return value.trim();
}

function checkedObject(conflict: Conflict, decision: Decision): string | null {
  const sources = [conflict.guid, ...conflict.others.filter((other) => other.side === 'source').map((other) => other.id)];
  const object = decision.object ?? conflict.guid;
  if (!sources.includes(object)) refuse(`${object ?? ''} has nothing to do with conflict ${conflict.id}.`, `Name one of the objects of the conflict: ${[conflict.dn, ...conflict.others.map((other) => other.name)].join('; ')}.`);
  return object;
}

function checkedTarget(conflict: Conflict, decision: Decision): string | null {
  const targets = conflict.others.filter((other) => other.side === 'target');
  const target = decision.target?.toLowerCase() ?? (targets.length === 1 ? targets[0]?.id : undefined);
  if (!targets.some((other) => other.id === target)) refuse(decision.target === null ? `${decision.kind} needs to know which object.` : `${decision.target} is no candidate of conflict ${conflict.id}.`, `Name one with --target: ${targets.map((other) => `${other.id} (${other.name})`).join(', ')}.`);
  return target ?? null;
}

function checkRoles(conflict: Conflict, decision: Decision): void {
  const roles = (conflict.facts['roles'] ?? '').split(', ').filter((role) => role !== '' && role !== 'unknown');
  const said = decision.confirm?.toLowerCase() ?? '';
  const missing = roles.filter((role) => !said.includes(role.toLowerCase()));
  if (said === '' || missing.length > 0) refuse(`Linking ${conflict.dn} gives an AD account control over somebody who holds ${roles.join(', ') || 'roles that cannot be read'}.`, `Confirm it by naming the roles: --confirm "${roles.join(', ') || 'roles unknown'}".`);
}

/**
 * The resolution that a decision on an open conflict makes, after checking that it is offered and complete. Stores nothing.
 * Throws Problem('usage') naming what is wrong.
 */
export function resolutionOf(conflictId: string, decision: Decision, store: StagingStore, context: DecisionContext): Resolution {
  const conflict = store.conflicts.get(conflictId);
  if (conflict === null) refuse(`There is no open conflict ${conflictId}.`, 'Run `causeway conflicts list` to see them.');
  const { kind } = decision;
  if (!conflict.resolutions.includes(kind)) refuse(`${kind} is not offered for ${conflict.situation}.`, `Choose one of: ${conflict.resolutions.join(', ')}.`);
  const needsAttribute = kind === 'setValue' || kind === 'dropAttribute' || kind === 'keepCloud' || kind === 'takeOver';
  const attribute = needsAttribute ? checkedAttribute(conflict, decision, context.rules) : conflict.attribute;
  if (kind === 'link' && conflict.situation === 'roleHolder') checkRoles(conflict, decision);
  return {
    conflictId,
    situation: conflict.situation,
    anchor: conflict.anchor,
    attribute,
    kind,
    value: kind === 'setValue' && attribute !== null ? checkedValue(conflict, decision, attribute, store, context.rules) : null,
    object: kind === 'pickOwner' || kind === 'exclude' ? checkedObject(conflict, decision) : null,
    target: kind === 'link' || kind === 'pick' ? checkedTarget(conflict, decision) : null,
    decidedBy: context.user,
    decidedAt: context.now.toISOString(),
    facts: conflict.facts,
  };
}

/**
 * Stores a resolution. It is applied by the next run, as long as the facts stay the same. `retry` is not stored: it
 * forgets the refusal, so that the change is sent once more. Throws as `resolutionOf`.
 */
export function decide(conflictId: string, decision: Decision, store: StagingStore, context: DecisionContext): Resolution {
  const resolution = resolutionOf(conflictId, decision, store, context);
  if (resolution.kind === 'retry') store.refusals.remove(resolution.anchor);
  else store.resolutions.put(resolution);
  return resolution;
}
