import type { AttributeValue, ExtensionType } from '../../../shared/plan.ts';
import { extensionText } from '../flow/extensions.ts';
import { photoProperty, propertiesOf, type MoreProperties, type TargetProperty } from '../flow/properties.ts';
import { firstValue } from '../flow/text.ts';
import type { SourceRow } from '../store.ts';
import { catalogueEntry } from './catalogue.ts';
import { compile } from './expression/compile.ts';
import type { Evaluation } from './expression/evaluation.ts';
import { EvaluationFailure } from './expression/failure.ts';
import { parse } from './expression/parse.ts';
import type { Expression } from './expression/syntax.ts';
import { compact, describeValue, isList, isMarker, type Marker, type Value } from './expression/value.ts';
import { outboundNames, outboundReading, type InboundResult, type OutboundNames } from './outbound.ts';
import type { FlowSource, Rule, RuleFlow } from './rule.ts';
import { compileScope, compileScopeOn, type Condition, type IsMember } from './scope-filter.ts';
import { readsOfExpression } from './try-expression.ts';

/** One flow as plan and explain know it: what it is called, what it writes, what Graph demands of that. */
export type FlowRule = {
  readonly name: string;
  readonly type: 'user' | 'group';
  readonly target: string;
  readonly required: boolean;
  readonly when: 'always' | 'create';
  readonly empty: 'clear' | 'keep';
  readonly longest: number | null;
  /** Data type of a directory extension. */
  readonly extension: ExtensionType | null;
  /** Not up to a decision on a single value either. */
  readonly fixed: boolean;
  /** AD attributes, the most important first. */
  readonly reads: readonly string[];
  /** The rule it belongs to. */
  readonly id: string;
  readonly origin: Rule['origin'];
};

/** Supplies a value for the property, null for none. Throws EvaluationFailure. */
export type Supply = (row: SourceRow, evaluation: Evaluation) => AttributeValue | Marker;

export type CompiledFlow = { readonly rule: FlowRule; readonly inScope: Condition | null; readonly supply: Supply; readonly merge: RuleFlow['merge'] };
/** An outbound flow: it sees what the inbound flows gave. */
export type CompiledOutbound = { readonly rule: FlowRule; readonly inScope: Condition<InboundResult> | null; readonly supply: (evaluation: Evaluation) => AttributeValue | Marker };
export type CompiledProperty = { readonly property: TargetProperty; readonly flows: readonly CompiledFlow[]; readonly merges: boolean; readonly outbound: readonly CompiledOutbound[] };
export type CompiledRules = {
  readonly user: readonly CompiledProperty[];
  readonly group: readonly CompiledProperty[];
  /** What outbound rules of the type may refer to; null when there is none. */
  readonly outbound: { readonly user: OutboundNames | null; readonly group: OutboundNames | null };
};

/** The single value of a direct flow: a multi-valued attribute gives its first one. */
function firstOf(value: Value): Value {
  return isList(value) ? (compact(value)[0] ?? null) : value;
}

function textFor({ name, extension }: TargetProperty, value: Value): string | null {
  if (typeof value === 'string') {
    const text = value.trim();
    return text === '' ? null : extensionText(extension ?? 'String', text);
  }
  if (value === null) return null;
  throw new EvaluationFailure(`${name} takes a text, but the rule gives ${describeValue(value)}`);
}

/** The result of an expression as a value that Graph takes: texts trimmed, blank is empty, one value where one is possible. */
export function valueFor(property: TargetProperty, value: Value): AttributeValue | Marker {
  if (isMarker(value)) return value;
  if (property.takes === 'texts') {
    const items = isList(value) ? compact(value) : [value];
    return items.map((each) => textFor(property, each)).filter((each) => each !== null);
  }
  const items = isList(value) ? compact(value) : [value];
  if (items.length > 1) throw new EvaluationFailure(`${property.name} takes one value, but the rule gives ${items.length}`);
  const [single = null] = items;
  if (property.takes === 'text') return textFor(property, single);
  if (single === null || typeof single === 'boolean') return single;
  throw new EvaluationFailure(`${property.name} takes True or False, but the rule gives ${describeValue(single)}`);
}

/** The tree that a flow evaluates; null for a constant, and for an expression that cannot be parsed. */
export function treeOf(source: FlowSource): Expression | null {
  if (source.kind === 'constant') return null;
  if (source.kind === 'direct') return { kind: 'attribute', name: source.attribute, start: 0, end: source.attribute.length };
  const parsed = parse(source.text);
  return parsed.ok ? parsed.expression : null;
}

/** What a flow looks at: AD attributes, for an outbound rule properties. A sign-in name on an unverified suffix is made of the nickname. */
export function readsOfFlow({ source, target }: RuleFlow): readonly string[] {
  const tree = treeOf(source);
  return [...new Set([...(tree === null ? [] : readsOfExpression(tree)), ...(target === 'userPrincipalName' ? ['mailNickname'] : [])])];
}

/** A directory extension takes the values as AD writes them: its attribute need not be in the catalogue. */
function copyOf(attribute: string, property: TargetProperty): Supply {
  const booleans: Readonly<Record<string, boolean>> = { TRUE: true, FALSE: false };
  return ({ attributes }) => {
    const values = attributes[attribute] ?? [];
    if (property.takes === 'texts') return values.map((value) => textFor(property, value)).filter((value) => value !== null);
    const text = firstValue(values);
    if (text === null || property.takes === 'text') return textFor(property, text);
    const value = booleans[text.toUpperCase()];
    if (value === undefined) throw new EvaluationFailure(`${property.name} takes True or False, but ${attribute} is "${text}"`);
    return value;
  };
}

function supplyOf(source: FlowSource, property: TargetProperty): Supply {
  if (source.kind === 'constant') {
    const { value } = source;
    return () => value;
  }
  const tree = treeOf(source);
  if (tree === null) throw new EvaluationFailure('The expression cannot be parsed.');
  if (source.kind === 'expression') {
    const run = compile(tree);
    return (_row, evaluation) => valueFor(property, run(evaluation));
  }
  const { attribute } = source;
  if (property.extension !== null || property.name === photoProperty) return copyOf(attribute, property);
  const entry = catalogueEntry(attribute);
  // Most flows copy a text: no evaluation, no list.
  if (entry?.kind === 'text' && !entry.fact && property.takes === 'text') return (row) => firstValue(row.attributes[attribute]);
  const run = compile(tree);
  return property.takes === 'texts' ? (_row, evaluation) => valueFor(property, run(evaluation)) : (_row, evaluation) => valueFor(property, firstOf(run(evaluation)));
}

/** What a flow and the scope filter of its rule look at: AD attributes, for an outbound rule properties. */
export function readsOfRule(rule: Pick<Rule, 'scope'>, flow: RuleFlow): readonly string[] {
  return [...new Set([...readsOfFlow(flow), ...rule.scope.flat().map(({ attribute }) => attribute)])];
}

function described(rule: Rule, flow: RuleFlow, property: TargetProperty, reads: readonly string[]): FlowRule {
  const { type, name: target, required, empty, longest, extension, fixed } = property;
  return { name: rule.name, type, target, required, when: flow.applyOnce ? 'create' : 'always', empty, longest, extension, fixed, reads, id: rule.id, origin: rule.origin };
}

function flowOf(rule: Rule, flow: RuleFlow, property: TargetProperty, inScope: Condition | null): CompiledFlow {
  return { rule: described(rule, flow, property, readsOfRule(rule, flow)), inScope, supply: supplyOf(flow.source, property), merge: flow.merge };
}

function outboundSupply(source: FlowSource, property: TargetProperty): CompiledOutbound['supply'] {
  if (source.kind === 'constant') return () => source.value;
  const tree = treeOf(source);
  if (tree === null) throw new EvaluationFailure('The expression cannot be parsed.');
  const run = compile(tree);
  const takesFirst = source.kind === 'direct' && property.takes !== 'texts';
  return (evaluation) => valueFor(property, takesFirst ? firstOf(run(evaluation)) : run(evaluation));
}

/** `adReads`: the AD attributes that the inbound rules of a property look at. */
function outboundOf(rule: Rule, flow: RuleFlow, property: TargetProperty, names: OutboundNames, adReads: (property: string) => readonly string[], inScope: CompiledOutbound['inScope']): CompiledOutbound {
  const reads = new Set(readsOfRule(rule, flow).flatMap((name) => adReads(names.property(name) ?? '')));
  return { rule: described(rule, flow, property, [...reads]), inScope, supply: outboundSupply(flow.source, property) };
}

/** Compiles enabled rules once per run: for each property the flows that can supply it, in the order in which they are asked. */
export function compileRules(rules: readonly Rule[], isMember: IsMember, more: MoreProperties): CompiledRules {
  const enabled = rules.filter((rule) => rule.enabled);
  const inbound = enabled.filter(({ direction }) => direction === 'inbound');
  const outbound = enabled.filter(({ direction }) => direction === 'outbound');
  const scopes = new Map(inbound.map((rule) => [rule, compileScope(rule.scope, isMember)]));
  const namesOf = (type: 'user' | 'group'): OutboundNames | null => (outbound.some((rule) => rule.type === type) ? outboundNames(type, more, {}) : null);
  const names = { user: namesOf('user'), group: namesOf('group') };
  const compiled = (type: 'user' | 'group'): readonly CompiledProperty[] => {
    const flowsTo = (of: readonly Rule[], { name }: TargetProperty): readonly (readonly [Rule, RuleFlow])[] => of.filter((rule) => rule.type === type).flatMap((rule) => rule.flows.filter(({ target }) => target === name).map((flow) => [rule, flow] as const));
    const properties = propertiesOf(type, more).map((property) => ({ property, flows: flowsTo(inbound, property).map(([rule, flow]) => flowOf(rule, flow, property, scopes.get(rule) ?? null)) }));
    const adReads = (wanted: string): readonly string[] => properties.find(({ property }) => property.name === wanted)?.flows.flatMap(({ rule }) => rule.reads) ?? [];
    const own = names[type];
    const reading = own === null ? null : outboundReading(own);
    return properties.flatMap(({ property, flows }) => {
      const after = own === null || reading === null ? [] : flowsTo(outbound, property).map(([rule, flow]) => outboundOf(rule, flow, property, own, adReads, compileScopeOn(rule.scope, isMember, reading)));
      return flows.length + after.length === 0 ? [] : [{ property, flows, merges: flows.some(({ merge }) => merge === 'merge' || merge === 'mergeCaseInsensitive'), outbound: after }];
    });
  };
  return { user: compiled('user'), group: compiled('group'), outbound: names };
}
