import { flowContext } from '../../../electron/sync/flow/context.ts';
import { project } from '../../../electron/sync/flow/project.ts';
import { valueForUpdate } from '../../../electron/sync/flow/project.ts';
import type { TenantDomain } from '../../../electron/sync/directory.ts';
import type { Settings } from '../../../electron/sync/settings.ts';
import type { AttributeValue } from '../../../shared/plan.ts';
import { profileSchema, type ProfileInput } from '../../../shared/profile.ts';
import { anchor, now, rowOf, type Subject } from './evaluate.ts';

export type RulesInput = NonNullable<ProfileInput['rules']>;
export type CustomInput = NonNullable<RulesInput['custom']>[number];

const domains: readonly TenantDomain[] = [{ name: 'contoso.com', verified: true, federated: false, initial: false }, { name: 'contoso.onmicrosoft.com', verified: true, federated: false, initial: true }];

/** The rules part of a profile, defaults filled in. */
export function optionsOf(input: RulesInput = {}): Settings['rules'] {
  return profileSchema.shape.rules.parse(input);
}

/** One rule with one flow. */
export function custom(flow: CustomInput['flows'][number], rest: Partial<CustomInput> = {}): CustomInput {
  return { name: 'Mine', type: 'user', precedence: 10, ...rest, flows: [flow] };
}

export type Made = { readonly value: AttributeValue; readonly update: AttributeValue | undefined; readonly rule: string; readonly problem: string | null };

/** What the rules make of one property: for a new object, for a linked one, by which rule, and what is wrong with it. */
export function made(target: string, rules: readonly CustomInput[], { attributes, row }: Subject = {}, more: RulesInput = {}): Made | null {
  const source = rowOf({ sAMAccountName: 'joe', userPrincipalName: 'joe@contoso.com', userAccountControl: '512', cn: 'Joe', ...attributes }, row);
  const projection = project(source, anchor, flowContext({ rules: optionsOf({ ...more, custom: [...rules] }) }, domains, now), null);
  const wanted = projection.wanted.find(({ rule }) => rule.target === target);
  if (wanted === undefined) return null;
  return { value: wanted.value, update: valueForUpdate(wanted), rule: wanted.rule.id, problem: projection.invalid.find(({ attribute }) => attribute === target)?.why ?? null };
}
