import type { AttributeValue } from '../../../shared/plan.ts';
import type { SourceRow } from '../store.ts';
import { compute, ownNickname, principalName, type FlowContext } from './compute.ts';
import { rulesFor, type FlowRule } from './rules.ts';
import { firstValue, suffixOf } from './text.ts';
import { problemOf, type InvalidValue } from './validate.ts';

/** A value that a rule wants in the target. */
export type Wanted = { readonly rule: FlowRule; readonly value: AttributeValue; readonly overridden: boolean };

/** What an admin decided about single attributes of one object. */
export type Overrides = { readonly values: ReadonlyMap<string, string>; readonly dropped: ReadonlySet<string> };

/** The attributes one AD object should have in the target, and what Graph would refuse of them. */
export type Projection = {
  readonly wanted: readonly Wanted[];
  readonly invalid: readonly InvalidValue[];
  readonly principalNameComputed: boolean;
  /** The sign-in name as AD has it. */
  readonly sourcePrincipalName: string | null;
};

const userRules = rulesFor('user');
const groupRules = rulesFor('group');

function valueOf(rule: FlowRule, row: SourceRow, anchor: string, context: FlowContext): AttributeValue {
  if (rule.flow.kind === 'constant') return rule.flow.value;
  if (rule.flow.kind === 'computed') return compute(rule.flow.by, row, anchor, context);
  for (const attribute of rule.flow.from) {
    const value = firstValue(row.attributes[attribute]);
    if (value !== null) return value;
  }
  return null;
}

/** Applies the attribute-flow rules to one AD user or group. */
export function project(row: SourceRow, anchor: string, context: FlowContext, overrides: Overrides | null): Projection {
  const wanted: Wanted[] = [];
  const invalid: InvalidValue[] = [];
  const principal = row.kind === 'user' ? principalName(row, anchor, context) : { computed: false, source: null };
  const overridden = overrides?.values.has('userPrincipalName') === true;
  for (const rule of row.kind === 'group' ? groupRules : userRules) {
    if (overrides?.dropped.has(rule.target) === true) continue;
    if (rule.target === 'passwordProfile' && usesFederation(overrides?.values.get('userPrincipalName') ?? principal.source, context)) continue;
    const override = overrides?.values.get(rule.target);
    const value = override === undefined ? valueOf(rule, row, anchor, context) : rule.target === 'businessPhones' ? [override] : override;
    const why = value === null && rule.required ? 'is empty, and Microsoft Graph demands a value' : problemOf(rule, value);
    if (why !== null) invalid.push({ attribute: rule.target, rule: rule.name, value: textOf(value), why, optional: !rule.required });
    wanted.push({ rule, value, overridden: override !== undefined });
  }
  return { wanted, invalid, principalNameComputed: principal.computed && !overridden, sourcePrincipalName: principal.source };
}

function usesFederation(principalNameText: string | null, context: FlowContext): boolean {
  const suffix = principalNameText === null ? null : suffixOf(principalNameText);
  return suffix !== null && context.federated.has(suffix);
}

/** The value for a linked object: a derived nickname is never written, AD's own is. Undefined: leave the target alone. */
export function valueForUpdate(wanted: Wanted, row: SourceRow): AttributeValue | undefined {
  const { rule, value } = wanted;
  if (rule.when === 'create') return undefined;
  if (rule.target === 'mailNickname' && !wanted.overridden) return ownNickname(row) ?? undefined;
  if (rule.empty === 'keep' && (value === null || value === '')) return undefined;
  return value;
}

/** A value as one text, for conflicts and notes. */
export function textOf(value: AttributeValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
