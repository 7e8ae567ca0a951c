import type { AttributeChange, AttributeValue } from '../../../shared/plan.ts';
import { photoProperty } from '../flow/properties.ts';
import { valueForUpdate, type Projection, type Wanted } from '../flow/project.ts';
import type { TargetRow } from '../store.ts';
import { orNull, sameValue } from './values.ts';

/** Attributes that Graph lets only a privileged app change on a role holder (Microsoft Graph, "Who can perform sensitive actions"). */
const sensitive: ReadonlySet<string> = new Set(['accountEnabled', 'userPrincipalName', 'mobilePhone', 'businessPhones']);

export type DriftPolicy = { readonly kind: 'revert' | 'hold' | 'keep'; readonly keepCloud: ReadonlySet<string>; readonly takeOver: ReadonlySet<string> };

export type DiffContext = {
  readonly formerlySynced: boolean;
  readonly roleHolder: boolean;
  /** The target's own UPN stays: the wanted one is computed. */
  readonly keepPrincipalName: boolean;
  readonly drift: DriftPolicy;
};

/** The comparison of one linked or found object with its target object. */
export type Diff = {
  readonly changes: readonly AttributeChange[];
  /** Attributes among `changes` that changed in the target only. */
  readonly drifted: readonly AttributeChange[];
  /** Drift that waits for a decision; the object is held. */
  readonly heldDrift: readonly AttributeChange[];
  /** Reason (notSynchronizable name) → attributes left out because of what the target is. */
  readonly leftOut: Readonly<Record<string, readonly string[]>>;
  /** Values that are equal now, to be remembered as confirmed; null when nothing new is to be remembered. */
  readonly confirmed: Readonly<Record<string, AttributeValue>> | null;
};

function leftOutReason(name: string, wanted: AttributeValue, context: DiffContext): string | null {
  if (name === 'mail' && orNull(wanted) === null) return 'mailCannotBeCleared';
  if (context.formerlySynced && name.startsWith('extensionAttribute')) return 'formerlySynced';
  if (context.roleHolder && sensitive.has(name)) return 'roleHolderSensitive';
  return null;
}

/**
 * Attributes whose wanted value differs from the confirmed target value (invariant I5), each with its rule.
 * `confirmed` are the wanted values when they were last seen equal: same wanted value and another target value is drift.
 */
export function diffOf(projection: Projection, target: TargetRow['attributes'], confirmed: Readonly<Record<string, AttributeValue>>, context: DiffContext): Diff {
  const changes: AttributeChange[] = [];
  const drifted: AttributeChange[] = [];
  const heldDrift: AttributeChange[] = [];
  const leftOut: Record<string, string[]> = {};
  const learned: Record<string, AttributeValue> = {};
  for (const wanted of projection.wanted) {
    const name = wanted.rule.target;
    if (name === 'userPrincipalName' && context.keepPrincipalName) continue;
    const value = valueForUpdate(wanted);
    if (value === undefined) continue;
    // Graph does not show photos among the properties of a user: what was written last counts.
    const current = orNull(name === photoProperty ? confirmed[name] : target[name]);
    if (sameValue(value, current)) {
      if (!sameValue(confirmed[name], value)) learned[name] = orNull(value);
      continue;
    }
    const reason = leftOutReason(name, value, context);
    if (reason !== null) {
      (leftOut[reason] ??= []).push(name);
      continue;
    }
    const change: AttributeChange = { name, from: current, to: emptyFor(wanted, value), rule: wanted.rule.name };
    const isDrift = name in confirmed ? sameValue(confirmed[name], value) : orNull(value) === null;
    if (!isDrift || name === 'onPremisesImmutableId' || context.drift.takeOver.has(name)) {
      changes.push(change);
      if (isDrift && context.drift.takeOver.has(name)) drifted.push(change);
      continue;
    }
    if (context.drift.kind === 'keep' || context.drift.keepCloud.has(name)) continue;
    drifted.push(change);
    if (context.drift.kind === 'hold') heldDrift.push(change);
    else changes.push(change);
  }
  return { changes, drifted, heldDrift, leftOut, confirmed: Object.keys(learned).length === 0 ? null : { ...confirmed, ...learned } };
}

/** Collections are cleared by an empty one: Graph refuses null for them. */
function emptyFor(wanted: Wanted, value: AttributeValue): AttributeValue {
  return wanted.rule.target === 'businessPhones' ? (value ?? []) : orNull(value);
}

/** The attributes of an object to be created: everything that has a value. */
export function attributesForCreate(projection: Projection): readonly AttributeChange[] {
  return projection.wanted.flatMap(({ rule, value }) => (orNull(value) === null ? [] : [{ name: rule.target, from: null, to: value, rule: rule.name }]));
}
