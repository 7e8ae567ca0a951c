import { nearest } from '../../../shared/nearest.ts';
import type { RuleSetFinding } from '../../../shared/rules.ts';
import { propertiesOf, propertyOf, type MoreProperties, type TargetProperty } from '../flow/properties.ts';
import { problemOf } from '../flow/validate.ts';
import { catalogueEntry } from './catalogue.ts';
import { whyNotCopied } from './check-extensions.ts';
import { check, conversionHint, type Surroundings } from './expression/check.ts';
import { parse } from './expression/parse.ts';
import { lineAndColumn } from './expression/syntax-error.ts';
import { typeText, type ExpressionType } from './expression/type.ts';
import type { Kind } from './expression/value.ts';
import { cloudFiltered, type Rule, type RuleFlow } from './rule.ts';

/** Reports one finding about a rule. */
export type Report = (path: string, message: string, fix?: string | null, severity?: RuleSetFinding['severity'], place?: RuleSetFinding['place']) => void;

/** Keeps objects out; a property of Causeway, not of Graph. */
const filterProperty: TargetProperty = { type: 'user', name: cloudFiltered, takes: 'boolean', required: false, empty: 'keep', longest: null, fixed: false, extension: null };

function propertyFor(rule: Rule, flow: RuleFlow, path: string, more: MoreProperties, report: Report): TargetProperty | null {
  if (flow.target === cloudFiltered) return filterProperty;
  const property = propertyOf(rule.type, flow.target, more);
  if (property === null) {
    const names = [...propertiesOf(rule.type, more).filter(({ fixed }) => !fixed).map(({ name }) => name), cloudFiltered];
    const near = nearest(flow.target, names);
    report(`${path}.target`, `${flow.target} is no property that Causeway writes on a ${rule.type}.`, near === null ? `Use one of: ${names.join(', ')}.${flow.target.startsWith('extension') ? ' A directory extension is declared in rules.directoryExtensions first.' : ''}` : `Did you mean ${near}?`);
  } else if (property.fixed && rule.origin === 'custom') {
    report(`${path}.target`, `${flow.target} is not up to rules: Causeway relies on it.`, 'Remove this flow.');
  }
  return property;
}

function kindOfProperty({ takes }: TargetProperty): Kind {
  return takes === 'boolean' ? 'boolean' : 'text';
}

/** Whether a value of this type fits the property. `direct`: a list gives its first value. */
function checkType(type: ExpressionType, property: TargetProperty, direct: boolean, say: (message: string, fix: string | null, severity?: RuleSetFinding['severity']) => void): void {
  const wanted = kindOfProperty(property);
  const wrong = [...type.kinds].filter((kind) => kind !== wanted);
  if (wrong.length > 0) {
    const hint = conversionHint([wanted], wrong);
    say(`${property.name} takes ${wanted === 'text' ? 'text' : 'True or False'}, but this gives ${typeText(type)}.`, hint === null ? null : `${hint}.`);
  }
  if (type.many === 'many' && property.takes !== 'texts' && !direct) say(`${property.name} takes one value, but this gives several.`, 'Item(…, 1) takes the first one, Join(…, ", ") makes one text of all.');
  if (type.marker && property.required) say(`Microsoft Graph demands a ${property.name}: objects for which this gives IgnoreThisFlow or AuthoritativeNull are held.`, null, 'warning');
}

function checkConstant(flow: RuleFlow, property: TargetProperty, path: string, report: Report): void {
  if (flow.source.kind !== 'constant') return;
  const { value } = flow.source;
  const fits = property.takes === 'boolean' ? typeof value === 'boolean' : property.takes === 'text' ? typeof value === 'string' : typeof value === 'object';
  if (!fits) report(`${path}.constant`, `${property.name} takes ${property.takes === 'boolean' ? 'true or false' : property.takes === 'text' ? 'one text' : 'a list of texts'}.`, property.takes === 'texts' ? 'Write ["…"].' : null);
  const why = fits ? problemOf({ target: property.name, longest: property.longest, extension: property.extension }, value) : null;
  if (why !== null) report(`${path}.constant`, `The constant for ${property.name} ${why}.`, 'Choose another value.');
}

function checkExpressionOf(text: string, property: TargetProperty, path: string, surroundings: Surroundings, report: Report): void {
  const place = (start: number, end: number): RuleSetFinding['place'] => ({ text, start, end, ...lineAndColumn(text, start) });
  const parsed = parse(text);
  if (!parsed.ok) {
    const { message, expected, start, end } = parsed.fault;
    report(path, message, expected === null ? null : `Expected: ${expected}.`, 'error', place(start, end));
    return;
  }
  const { type, findings, changing } = check(parsed.expression, surroundings);
  for (const { message, fix, severity, start, end } of findings) report(path, message, fix, severity, place(start, end));
  if (findings.some(({ severity }) => severity === 'error')) return;
  checkType(type, property, false, (message, fix, severity) => report(path, message, fix, severity, place(0, text.length)));
  const random = changing.filter((name) => name !== 'Now');
  if (random.length > 0) report(path, `${random.join(' and ')} gives each object a value of its own, the same in every run.`, null, 'warning', place(0, text.length));
}

/** Checks one attribute flow of a rule against both sides. */
export function checkFlow(rule: Rule, flow: RuleFlow, path: string, surroundings: Surroundings, more: MoreProperties, report: Report): void {
  const property = propertyFor(rule, flow, path, more, report);
  if (property === null) return;
  if (rule.direction === 'outbound' && flow.target === cloudFiltered) report(`${path}.target`, 'cloudFiltered is decided by inbound rules.', 'Put this flow into an inbound rule.');
  if (rule.direction === 'outbound' && flow.merge !== 'update' && flow.merge !== 'replace') report(`${path}.merge`, 'An outbound rule replaces what the inbound rules gave; it merges nothing.', 'Remove merge.');
  else if (flow.merge !== 'update' && flow.merge !== 'replace' && property.takes !== 'texts') report(`${path}.merge`, `${property.name} holds one value, so there is nothing to merge.`, 'Remove merge.');
  if (flow.applyOnce && property.name === cloudFiltered) report(`${path}.applyOnce`, 'cloudFiltered is decided in every run.', 'Remove applyOnce.');
  const { source } = flow;
  if (source.kind === 'constant') checkConstant(flow, property, path, report);
  else if (source.kind === 'expression') checkExpressionOf(source.text, property, `${path}.expression`, surroundings, report);
  else {
    const entry = surroundings.attribute(source.attribute);
    const inDirectory = rule.direction === 'inbound' ? catalogueEntry(source.attribute) : null;
    if (entry === null) {
      const near = nearest(source.attribute, surroundings.attributeNames);
      const { message, fix } = surroundings.unknown(source.attribute);
      report(`${path}.direct`, message, near === null ? fix : `Did you mean ${near}? Names are case-sensitive.`);
    } else if (property.extension !== null && inDirectory !== null) {
      const why = whyNotCopied(inDirectory, property.extension);
      if (why !== null) report(`${path}.direct`, why, null);
    } else checkType({ kinds: new Set([entry.kind]), many: entry.many ? 'many' : 'one', marker: false }, property, true, (message, fix, severity) => report(`${path}.direct`, message, fix, severity));
  }
}
