import { nearest } from '../../../../shared/nearest.ts';
import { functionOf, functionRows } from './functions/all.ts';
import { formArguments, forms, isForm } from './functions/forms.ts';
import { operandKinds, operatorFamily } from './operators.ts';
import { formNames, signatureOf, type FormName, type FunctionRow, type Parameter } from './row.ts';
import { isLogical, type Expression, type ExpressionOf, type Span } from './syntax.ts';
import { eitherOf, many, mappedOver, marker, nothing, one, typeText, withMany, type ExpressionType } from './type.ts';
import { kinds, kindsText, type Kind } from './value.ts';

/** What an expression may refer to. */
export type Surroundings = {
  /** Null when the catalogue does not know it. */
  readonly attribute: (name: string) => { readonly kind: Kind; readonly many: boolean } | null;
  readonly attributeNames: readonly string[];
  /** What to say of a name that is none of them. */
  readonly unknown: (name: string) => { readonly message: string; readonly fix: string };
  /** Parameters that have a value; null when that is not known. */
  readonly parameters: readonly string[] | null;
};

export type Finding = Span & { readonly severity: 'error' | 'warning'; readonly message: string; readonly fix: string | null };

export type Checked = { readonly type: ExpressionType; readonly findings: readonly Finding[]; /** Uses Now, Guid or RandomNum. */ readonly changing: readonly string[] };

const anything: ExpressionType = { kinds: new Set(kinds), many: 'either', marker: false };
const conditionKinds: readonly Kind[] = ['boolean', 'number'];

/** Hints for kinds that do not fit, by what would make them fit. */
const conversions: Partial<Record<Kind, Partial<Record<Kind, string>>>> = {
  text: { number: 'CStr(…) makes text of a number', boolean: 'CStr(…) makes text of True or False', reference: 'CStr(…) makes text of a reference', binary: 'ConvertToBase64(…), StringFromGuid(…) or StringFromSid(…) make text of binary data', date: 'FormatDateTime(…) makes text of a date' },
  number: { text: 'CNum(…) makes a number of a text' },
  boolean: { text: 'compare the text with something, or use IsPresent(…)' },
  reference: { text: 'CRef(…) makes a reference of a text' },
  date: { text: 'CDate(…) makes a date of a text', number: 'DateFromNum(…) makes a date of a number' },
};

/** How to make `have` fit `wanted`, or null. */
export function conversionHint(wanted: Iterable<Kind>, have: Iterable<Kind>): string | null {
  for (const kind of wanted) for (const other of have) {
    const hint = conversions[kind]?.[other];
    if (hint !== undefined) return hint;
  }
  return null;
}

const knownNames: readonly string[] = [...functionRows.map(({ name }) => name), ...formNames];

class Checker {
  readonly findings: Finding[] = [];
  readonly changing = new Set<string>();
  private readonly surroundings: Surroundings;

  constructor(surroundings: Surroundings) {
    this.surroundings = surroundings;
  }

  private report(span: Span, message: string, fix: string | null = null, severity: Finding['severity'] = 'error'): void {
    this.findings.push({ start: span.start, end: span.end, severity, message, fix });
  }

  typeOf(node: Expression, variables: ReadonlyMap<string, ExpressionType>): ExpressionType {
    switch (node.kind) {
      case 'text':
        return one('text');
      case 'number':
        return one('number');
      case 'boolean':
        return one('boolean');
      case 'constant':
        return node.name === 'CRLF' ? one('text') : node.name === 'NULL' ? nothing : marker;
      case 'word':
        this.report(node, `"${node.name}" is not known here.`, `Write a text as "${node.name}", an attribute as [${node.name}]${nearest(node.name, knownNames) === null ? '' : `, a function as ${nearest(node.name, knownNames) ?? ''}(…)`}.`);
        return anything;
      case 'attribute':
        return this.attributeType(node.name, node);
      case 'parameter':
        return this.parameterType(node.name, node);
      case 'variable': {
        const type = variables.get(node.name);
        if (type === undefined) this.report(node, `${node.name} is not known here.`, variables.size === 0 ? 'Variables are named by Select, Where or With.' : `Known here: ${[...variables.keys()].join(', ')}.`);
        return type ?? anything;
      }
      case 'operation':
        return this.operationType(node, variables);
      case 'call':
        return this.callType(node, variables);
    }
  }

  private attributeType(name: string, span: Span): ExpressionType {
    const found = this.surroundings.attribute(name);
    if (found !== null) return found.many ? many(found.kind) : one(found.kind);
    if (name === 'member') {
      this.report(span, 'The members of a group are not read one by one by rules.', 'ValueCount("member") gives their number.');
      return anything;
    }
    const near = nearest(name, this.surroundings.attributeNames);
    const { message, fix } = this.surroundings.unknown(`[${name}]`);
    this.report(span, message, near === null ? fix : `Did you mean [${near}]? Names are case-sensitive.`);
    return anything;
  }

  private parameterType(name: string, span: Span): ExpressionType {
    const { parameters } = this.surroundings;
    if (parameters !== null && !parameters.includes(name)) {
      const near = nearest(name, parameters);
      this.report(span, `The parameter %${name}% has no value.`, near === null || near === name ? `Add it to rules.parameters in the profile: {"${name}": "…"}.` : `Did you mean %${near}%?`);
    }
    return one('text');
  }

  private demand(type: ExpressionType, wanted: readonly Kind[], span: Span, who: string): void {
    if (type.marker) this.report(span, `IgnoreThisFlow and AuthoritativeNull stand for the whole result; ${who} cannot use them.`, 'Give them as a branch of the outermost IIF or Switch.');
    if (type.kinds.size === 0 || wanted.some((kind) => type.kinds.has(kind))) return;
    const hint = conversionHint(wanted, type.kinds);
    this.report(span, `${who} expects ${kindsText(wanted)}, but this is ${typeText(type)}.`, hint === null ? null : `${hint}.`);
  }

  private condition(node: Expression, variables: ReadonlyMap<string, ExpressionType>, who: string): ExpressionType {
    const type = this.typeOf(node, variables);
    this.demand(type, conditionKinds, node, who);
    return type;
  }

  private operationType(node: ExpressionOf<'operation'>, variables: ReadonlyMap<string, ExpressionType>): ExpressionType {
    const { operator, left, right } = node;
    if (isLogical(operator)) return withMany(one('boolean'), mappedOver([this.condition(left, variables, operator), this.condition(right, variables, operator)]));
    const sides = [this.typeOf(left, variables), this.typeOf(right, variables)] as const;
    const quantity = mappedOver(sides);
    const family = operatorFamily(operator);
    this.warnAboutOrder(node);
    if (family === 'equality') {
      const [first, second] = sides;
      for (const [type, span] of [[first, left], [second, right]] as const) if (type.marker) this.demand(type, kinds, span, operator);
      if (first.kinds.size > 0 && second.kinds.size > 0 && ![...first.kinds].some((kind) => second.kinds.has(kind))) {
        const hint = conversionHint(first.kinds, second.kinds) ?? conversionHint(second.kinds, first.kinds);
        this.report(node, `${typeText(first)} is compared with ${typeText(second)}, so they are never equal.`, hint === null ? null : `${hint}.`);
      }
      return withMany(one('boolean'), quantity);
    }
    const wanted = operandKinds[family];
    this.demand(sides[0], wanted, left, operator);
    this.demand(sides[1], wanted, right, operator);
    if (family === 'order') return withMany(one('boolean'), quantity);
    if (family === 'arithmetic') return withMany(one('number'), quantity);
    const binary = sides.some(({ kinds: own }) => own.size === 1 && own.has('binary'));
    const text = sides.some(({ kinds: own }) => own.size > 0 && !own.has('binary'));
    if (binary && text) this.report(node, '& cannot join text and binary data.', 'ConvertToBase64(…) makes text of binary data.');
    const open = sides.every(({ kinds: own }) => own.size === 0 || own.has('binary'));
    return withMany(binary ? one('binary') : open && sides.some(({ kinds: own }) => own.size > 0) ? one('text', 'binary') : one('text'), quantity);
  }

  /** All operators have the same priority: what other languages would read otherwise deserves brackets. */
  private warnAboutOrder({ operator, left, right }: ExpressionOf<'operation'>): void {
    const ranks: Readonly<Record<string, number>> = { '*': 3, '+': 2, '-': 2, '&': 1 };
    const rank = (each: string): number => ranks[each] ?? 0;
    if (left.kind === 'operation' && !isLogical(left.operator) && rank(operator) > rank(left.operator) && left.end <= right.start && !this.bracketed(left)) {
      this.report({ start: left.start, end: right.end }, `Operators are applied from left to right: ${left.operator} before ${operator}.`, 'Use brackets to say what is meant.', 'warning');
    }
  }

  /** A node in brackets begins before its first part. */
  private bracketed(node: ExpressionOf<'operation'>): boolean {
    return node.start < node.left.start || node.end > node.right.end;
  }

  private callType(node: ExpressionOf<'call'>, variables: ReadonlyMap<string, ExpressionType>): ExpressionType {
    const nameSpan = { start: node.start, end: node.nameEnd };
    if (isForm(node.name)) return this.formType(node, node.name, variables);
    const row = functionOf(node.name);
    if (row === null) {
      const near = nearest(node.name, knownNames);
      this.report(nameSpan, `There is no function ${node.name}.`, near === null ? null : near.toLowerCase() === node.name.toLowerCase() ? `Function names are case-sensitive: write ${near}.` : `Did you mean ${near}?`);
      for (const part of node.arguments) if (part.kind !== 'word') this.typeOf(part, variables);
      return anything;
    }
    if (row.changing) this.changing.add(row.name);
    const required = row.parameters.filter((parameter) => !parameter.optional).length;
    const { length } = node.arguments;
    if (length < required || (!row.variadic && length > row.parameters.length)) this.report(nameSpan, `${row.name} takes ${required === row.parameters.length ? required : `${required} to ${row.parameters.length}`} arguments, not ${length}.`, `Write ${signatureOf(row)}.`);
    const types = node.arguments.map((part, index) => this.argumentType(part, row, row.parameters[Math.min(index, row.parameters.length - 1)], variables));
    const result = typeof row.returns === 'function' ? row.returns(types) : row.returns;
    const each = types.filter((_, index) => row.parameters[Math.min(index, row.parameters.length - 1)]?.take === 'each');
    const takesList = row.parameters.some(({ take }) => take === 'list');
    return takesList || each.length === 0 || result.many === 'many' ? result : withMany(result, mappedOver(each));
  }

  private argumentType(part: Expression, row: FunctionRow, parameter: Parameter | undefined, variables: ReadonlyMap<string, ExpressionType>): ExpressionType {
    if (parameter?.words !== null && parameter?.words !== undefined) {
      const word = part.kind === 'word' ? part.name : part.kind === 'text' ? part.value : null;
      if (word === null) return this.typeOf(part, variables);
      if (!parameter.words.includes(word)) this.report(part, `${row.name} does not know ${word}.`, `Use ${parameter.words.join(' or ')}.`);
      return one('text');
    }
    const type = this.typeOf(part, variables);
    if (parameter === undefined) return type;
    if (parameter.take === 'whole') {
      if (type.marker) this.demand(type, kinds, part, row.name);
      return type;
    }
    this.demand(type, parameter.kinds, part, `${row.name} (${parameter.name})`);
    if (parameter.take === 'list' && type.many === 'one' && type.kinds.size > 0) this.report(part, `${row.name} works on an attribute with several values, but this is one value.`);
    if (parameter.take === 'each' && type.many === 'many' && row.parameters.some(({ take }) => take === 'list')) this.report(part, `${row.name} takes one value as ${parameter.name}, but these are several.`);
    return type;
  }

  private formType(node: ExpressionOf<'call'>, name: FormName, variables: ReadonlyMap<string, ExpressionType>): ExpressionType {
    const [fewest, most] = formArguments[name];
    const { length } = node.arguments;
    if (length < fewest || length > most || (name === 'Switch' && length % 2 === 1)) {
      this.report({ start: node.start, end: node.nameEnd }, name === 'Switch' ? `Switch takes pairs of a condition and a value, not ${length} arguments.` : `${name} takes ${fewest} arguments, not ${length}.`, `Write ${forms[name].signature}.`);
      return anything;
    }
    switch (name) {
      case 'IIF':
      case 'Switch':
        return this.choiceType(node, name, variables);
      case 'Select':
      case 'Where':
      case 'With':
        return this.boundType(node, name, variables);
      case 'ImportedValue':
      case 'ValueCount': {
        const [attribute] = node.arguments;
        if (attribute?.kind !== 'text') {
          this.report(attribute ?? node, `${name} takes the name of an attribute in quotes.`, `Write ${name}("proxyAddresses").`);
          return anything;
        }
        if (name === 'ValueCount' && attribute.value === 'member') return one('number');
        const type = this.attributeType(attribute.value, attribute);
        return name === 'ValueCount' ? one('number') : type;
      }
    }
  }

  private choiceType(node: ExpressionOf<'call'>, name: 'IIF' | 'Switch', variables: ReadonlyMap<string, ExpressionType>): ExpressionType {
    const isCondition = (index: number): boolean => (name === 'IIF' ? index === 0 : index % 2 === 0);
    const conditions = node.arguments.filter((_, index) => isCondition(index)).map((part) => this.condition(part, variables, `the condition of ${name}`));
    const dead = name === 'IIF' && this.neverText(node.arguments[0], variables);
    const values = node.arguments.filter((_, index) => !isCondition(index)).map((part, index) => (dead && index === 0 ? nothing : this.typeOf(part, variables)));
    const result = values.reduce((sum, type) => eitherOf(sum, type));
    const decided = mappedOver(conditions);
    if (decided === 'many' && result.marker) this.report(node, 'IgnoreThisFlow and AuthoritativeNull stand for the whole result, but here each value is decided on its own.', 'Use NULL to leave single values out.');
    return decided === 'one' ? result : withMany(result, decided);
  }

  /**
   * `IsString(…)` about binary data or a date: the branch for texts is never taken, and what it does to them is no mistake.
   * Entra Connect's anchor rule is written like that, so that it fits whatever attribute is the anchor.
   */
  private neverText(condition: Expression | undefined, variables: ReadonlyMap<string, ExpressionType>): boolean {
    if (condition?.kind !== 'call' || condition.name !== 'IsString' || condition.arguments[0] === undefined) return false;
    const quiet = new Checker(this.surroundings);
    const { kinds: own } = quiet.typeOf(condition.arguments[0], variables);
    return own.size > 0 && [...own].every((kind) => kind === 'binary' || kind === 'date');
  }

  private boundType(node: ExpressionOf<'call'>, name: 'Select' | 'Where' | 'With', variables: ReadonlyMap<string, ExpressionType>): ExpressionType {
    const [variable, source, body] = node.arguments;
    if (variable?.kind !== 'variable' || source === undefined || body === undefined) {
      this.report(variable ?? node, `${name} begins with the name of a variable.`, `Write ${forms[name].signature}.`);
      return anything;
    }
    const from = this.typeOf(source, variables);
    if (name === 'With') return this.typeOf(body, new Map([...variables, [variable.name, from]]));
    if (from.marker) this.demand(from, kinds, source, name);
    if (from.many === 'one' && from.kinds.size > 0) this.report(source, `${name} works on an attribute with several values, but this is one value.`);
    const inner = new Map([...variables, [variable.name, withMany(from, 'one')]]);
    if (name === 'Where') {
      this.condition(body, inner, 'the condition of Where');
      return withMany(from, 'many');
    }
    const each = this.typeOf(body, inner);
    if (each.marker) this.demand(each, kinds, body, 'Select');
    return withMany(each, 'many');
  }
}

/** Types an expression and tells what cannot work, each with its place. */
export function check(expression: Expression, surroundings: Surroundings): Checked {
  const checker = new Checker(surroundings);
  const type = checker.typeOf(expression, new Map());
  return { type, findings: checker.findings, changing: [...checker.changing] };
}
