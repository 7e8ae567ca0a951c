import type { AttributeValue } from '../../../shared/plan.ts';
import type { CompiledProperty, FlowRule } from '../rules/compile-rules.ts';
import { evaluationOf } from '../rules/expression/evaluate.ts';
import { outboundEvaluation } from '../rules/outbound.ts';
import { inboundResult, resolveOutbound, resolveProperty, type Resolved } from '../rules/resolve-property.ts';
import type { SourceRow } from '../store.ts';
import type { FlowContext } from './context.ts';
import { principalNameOf } from './principal-name.ts';
import { extensionText } from './extensions.ts';
import { suffixOf } from './text.ts';
import { problemOf, type InvalidValue } from './validate.ts';

/** A value that a rule wants in the target. `ignored`: the rules leave this property of a linked object alone. */
export type Wanted = { readonly rule: FlowRule; readonly value: AttributeValue; readonly overridden: boolean; readonly ignored: boolean; /** As `Resolved` has it. */ readonly inbound: Resolved['inbound'] };

/** What an admin decided about single attributes of one object. */
export type Overrides = { readonly values: ReadonlyMap<string, string>; readonly dropped: ReadonlySet<string> };

/** The attributes one AD object should have in the target, and what Graph would refuse of them. */
export type Projection = {
  readonly wanted: readonly Wanted[];
  readonly invalid: readonly InvalidValue[];
  readonly principalNameComputed: boolean;
  /** The sign-in name as AD has it, by the rules. */
  readonly sourcePrincipalName: string | null;
};

function whyInvalid({ rule, value, failure }: Pick<Resolved, 'rule' | 'value' | 'failure'>): string | null {
  if (failure !== null) return failure;
  return value === null && rule.required ? 'is empty, and Microsoft Graph demands a value' : problemOf(rule, value);
}

type Resolve = (compiled: CompiledProperty) => Resolved | null;

/** Asks the inbound rules, and after all of them the outbound ones where there are any. */
function resolver(properties: readonly CompiledProperty[], row: SourceRow, anchor: string, { rules, facts }: FlowContext): Resolve {
  const evaluation = evaluationOf(row, anchor, facts);
  const names = row.kind === 'group' ? rules.outbound.group : rules.outbound.user;
  if (names === null) return (compiled) => resolveProperty(compiled, row, evaluation);
  const inbound = new Map(properties.map((compiled) => [compiled, resolveProperty(compiled, row, evaluation)]));
  const result = inboundResult(properties, row, (compiled) => inbound.get(compiled) ?? null);
  const after = outboundEvaluation(result, names, row, anchor, facts);
  return (compiled) => resolveOutbound(compiled, inbound.get(compiled) ?? null, result, after);
}

/** What an admin's own rule says about the nickname; a computed sign-in name follows it. */
function ownNickname(properties: readonly CompiledProperty[], resolve: Resolve): string | null {
  const nicknames = properties.find(({ property }) => property.name === 'mailNickname');
  if (nicknames === undefined || ![...nicknames.flows, ...nicknames.outbound].some(({ rule }) => rule.origin === 'custom')) return null;
  const resolved = resolve(nicknames);
  return resolved?.rule.origin === 'custom' && typeof resolved.value === 'string' ? resolved.value : null;
}

/** No rule is in scope: of what Graph demands, the last rule has to answer for it. */
function unsupplied({ property, flows, outbound }: CompiledProperty): Resolved | null {
  const rule = (flows.at(-1) ?? outbound.at(-1))?.rule;
  return property.required && rule !== undefined ? { rule, value: null, outcome: 'nothing', failure: null } : null;
}

/** Applies the attribute-flow rules to one AD user or group. */
export function project(row: SourceRow, anchor: string, context: FlowContext, overrides: Overrides | null): Projection {
  const wanted: Wanted[] = [];
  const invalid: InvalidValue[] = [];
  const properties = row.kind === 'group' ? context.rules.group : context.rules.user;
  const resolve = resolver(properties, row, anchor, context);
  let source: string | null = null;
  let computed = false;
  for (const compiled of properties) {
    const { name } = compiled.property;
    let resolved = resolve(compiled) ?? unsupplied(compiled);
    if (resolved === null) continue;
    if (name === 'userPrincipalName') {
      source = typeof resolved.value === 'string' ? resolved.value : null;
      const principal = principalNameOf(source, ownNickname(properties, resolve), row, anchor, context);
      computed = principal.computed;
      resolved = { ...resolved, value: principal.value };
    }
    if (overrides?.dropped.has(name) === true) continue;
    if (name === 'passwordProfile' && usesFederation(overrides?.values.get('userPrincipalName') ?? source, context)) continue;
    const override = overrides?.values.get(name);
    const value = override === undefined ? resolved.value : overridden(compiled, override);
    const why = whyInvalid({ rule: resolved.rule, value, failure: override === undefined ? resolved.failure : null });
    if (why !== null) invalid.push({ attribute: name, rule: resolved.rule.name, value: textOf(value), why, optional: !resolved.rule.required });
    wanted.push({ rule: resolved.rule, value, overridden: override !== undefined, ignored: override === undefined && (resolved.outcome === 'ignored' || resolved.outcome === 'failed'), inbound: resolved.inbound });
  }
  return { wanted, invalid, principalNameComputed: computed && overrides?.values.has('userPrincipalName') !== true, sourcePrincipalName: source };
}

/** A decided value as the property takes it. */
function overridden({ property }: CompiledProperty, text: string): AttributeValue {
  if (property.takes === 'texts') return [text];
  return property.takes === 'boolean' ? text.toLowerCase() === 'true' : extensionText(property.extension ?? 'String', text);
}

function usesFederation(principalNameText: string | null, context: FlowContext): boolean {
  const suffix = principalNameText === null ? null : suffixOf(principalNameText);
  return suffix !== null && context.federated.has(suffix);
}

/** The value for a linked object: what is set at creation only is never written. Undefined: leave the target alone. */
export function valueForUpdate({ rule, value, overridden, ignored }: Wanted): AttributeValue | undefined {
  if (ignored || (rule.when === 'create' && (!overridden || rule.fixed))) return undefined;
  if (rule.empty === 'keep' && (value === null || value === '')) return undefined;
  return value;
}

/** A value as one text, for conflicts and notes. */
export function textOf(value: AttributeValue): string {
  if (value === null) return '';
  return typeof value === 'object' ? value.join(', ') : String(value);
}
