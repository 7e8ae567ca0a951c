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
import type { FlowSource, Rule, RuleFlow } from './rule.ts';
import { compileScope, type Condition, type IsMember } from './scope-filter.ts';
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
export type CompiledProperty = { readonly property: TargetProperty; readonly flows: readonly CompiledFlow[]; readonly merges: boolean };
export type CompiledRules = { readonly user: readonly CompiledProperty[]; readonly group: readonly CompiledProperty[] };

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

/** AD attributes that a flow looks at. A sign-in name on an unverified suffix is made of the nickname. */
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

function flowOf(rule: Rule, flow: RuleFlow, property: TargetProperty, inScope: Condition | null): CompiledFlow {
  const { type, name: target, required, empty, longest, extension, fixed } = property;
  const scopeReads = rule.scope.flat().map(({ attribute }) => attribute);
  const reads = [...new Set([...readsOfFlow(flow), ...scopeReads])];
  const described: FlowRule = { name: rule.name, type, target, required, when: flow.applyOnce ? 'create' : 'always', empty, longest, extension, fixed, reads, id: rule.id, origin: rule.origin };
  return { rule: described, inScope, supply: supplyOf(flow.source, property), merge: flow.merge };
}

/** Compiles enabled rules once per run: for each property the flows that can supply it, in the order in which they are asked. */
export function compileRules(rules: readonly Rule[], isMember: IsMember, more: MoreProperties): CompiledRules {
  const scopes = new Map(rules.map((rule) => [rule, compileScope(rule.scope, isMember)]));
  const compiled = (type: 'user' | 'group'): readonly CompiledProperty[] => {
    const own = rules.filter((rule) => rule.enabled && rule.type === type);
    return propertiesOf(type, more).flatMap((property) => {
      const flows = own.flatMap((rule) => rule.flows.filter(({ target }) => target === property.name).map((flow) => flowOf(rule, flow, property, scopes.get(rule) ?? null)));
      return flows.length === 0 ? [] : [{ property, flows, merges: flows.some(({ merge }) => merge === 'merge' || merge === 'mergeCaseInsensitive') }];
    });
  };
  return { user: compiled('user'), group: compiled('group') };
}
