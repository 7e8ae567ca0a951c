import type { Run } from '../compile.ts';
import type { Evaluation } from '../evaluation.ts';
import { EvaluationFailure } from '../failure.ts';
import { mapLists } from '../map.ts';
import { formNames, type FormName } from '../row.ts';
import type { Expression, ExpressionOf } from '../syntax.ts';
import { compact, isList, isMarker, type List, type Value } from '../value.ts';
import { booleanOfValue } from './conversion.ts';

/**
 * Functions that decide themselves which arguments are evaluated, and how often. IIF and Switch evaluate the value they
 * give only: `Error(…)` in the other branch must not happen. Switch evaluates every condition, as documented.
 */
export type FormTools = {
  readonly variables: readonly string[];
  readonly compile: (expression: Expression, variables: readonly string[]) => Run;
};

export const forms: Readonly<Record<FormName, { readonly signature: string; readonly means: string }>> = {
  IIF: { signature: 'IIF(condition, valueIfTrue, valueIfFalse)', means: 'One of two values. For a multi-valued condition each value is decided on its own; NULL leaves it out.' },
  Switch: { signature: 'Switch(condition, value, …)', means: 'The value after the first condition that is True; nothing when none is.' },
  Select: { signature: 'Select($item, values, expression)', means: 'Every value as the expression makes it.' },
  Where: { signature: 'Where($item, values, condition)', means: 'The values for which the condition is True.' },
  With: { signature: 'With($variable, value, expression)', means: 'The expression with a name for a value that occurs several times.' },
  ImportedValue: { signature: 'ImportedValue("attribute")', means: 'The attribute as it was last imported.' },
  ValueCount: { signature: 'ValueCount("attribute")', means: 'How many values an attribute has; works for member too.' },
};

export function isForm(name: string): name is FormName {
  return (formNames as readonly string[]).includes(name);
}

/** How many arguments: fewest, most. */
export const formArguments: Readonly<Record<FormName, readonly [number, number]>> = { IIF: [3, 3], Switch: [2, 200], Select: [3, 3], Where: [3, 3], With: [3, 3], ImportedValue: [1, 1], ValueCount: [1, 1] };

function choose(condition: Value, yes: () => Value, no: () => Value): Value {
  if (!isList(condition)) return booleanOfValue(condition) ? yes() : no();
  const decisions = condition.map(booleanOfValue);
  const whenTrue = decisions.includes(true) ? yes() : null;
  const whenFalse = decisions.includes(false) ? no() : null;
  return mapLists([decisions, whenTrue, whenFalse], 'IIF', ([decision, one = null, other = null]) => (decision === true ? one : other));
}

function listOfValue(value: Value, name: string): List | null {
  if (value === null || isList(value)) return value;
  if (isMarker(value)) throw new EvaluationFailure(`${value.name} stands for the whole result; ${name} cannot use it.`);
  return [value];
}

/** Runs `work` with the variable in its slot. */
function bind(evaluation: Evaluation, slot: number, value: Value): void {
  evaluation.variables[slot] = value;
}

function nameIn(node: ExpressionOf<'call'>): string | null {
  const [first] = node.arguments;
  return first?.kind === 'text' ? first.value : null;
}

function compileLoop(name: 'Select' | 'Where', node: ExpressionOf<'call'>, { variables, compile }: FormTools): Run {
  const [variable, source, body] = node.arguments;
  if (variable?.kind !== 'variable' || source === undefined || body === undefined) return invalid(node);
  const slot = variables.length;
  const runSource = compile(source, variables);
  const runBody = compile(body, [...variables, variable.name]);
  return (evaluation) => {
    const list = listOfValue(runSource(evaluation), name);
    if (list === null) return null;
    const each = (item: Value): Value => {
      bind(evaluation, slot, item);
      return runBody(evaluation);
    };
    const items = compact(list);
    return name === 'Where' ? items.filter((item) => booleanOfValue(each(item))) : mapLists([items], name, ([item = null]) => each(item));
  };
}

function invalid(node: ExpressionOf<'call'>): Run {
  const message = `${isForm(node.name) ? forms[node.name].signature : node.name} is not called like this.`;
  return () => {
    throw new EvaluationFailure(message, node);
  };
}

function withPlace(node: ExpressionOf<'call'>, run: Run): Run {
  return (evaluation) => {
    try {
      return run(evaluation);
    } catch (error) {
      throw error instanceof EvaluationFailure ? error.at(node) : error;
    }
  };
}

export function compileForm(node: ExpressionOf<'call'>, name: FormName, tools: FormTools): Run {
  const [fewest, most] = formArguments[name];
  const { length } = node.arguments;
  if (length < fewest || length > most || (name === 'Switch' && length % 2 === 1)) return invalid(node);
  return withPlace(node, compileKnown(node, name, tools));
}

function compileKnown(node: ExpressionOf<'call'>, name: FormName, tools: FormTools): Run {
  const { variables, compile } = tools;
  switch (name) {
    case 'IIF': {
      const [condition, yes, no] = node.arguments.map((part) => compile(part, variables));
      if (condition === undefined || yes === undefined || no === undefined) return invalid(node);
      return (evaluation) => choose(condition(evaluation), () => yes(evaluation), () => no(evaluation));
    }
    case 'Switch': {
      const runs = node.arguments.map((part) => compile(part, variables));
      const conditions = runs.filter((_, index) => index % 2 === 0);
      const values = runs.filter((_, index) => index % 2 === 1);
      return (evaluation) => {
        const decided = conditions.map((run) => run(evaluation));
        const from = (index: number): Value => {
          const [condition, value] = [decided[index], values[index]];
          return condition === undefined || value === undefined ? null : choose(condition, () => value(evaluation), () => from(index + 1));
        };
        return from(0);
      };
    }
    case 'Select':
    case 'Where':
      return compileLoop(name, node, tools);
    case 'With': {
      const [variable, value, body] = node.arguments;
      if (variable?.kind !== 'variable' || value === undefined || body === undefined) return invalid(node);
      const slot = variables.length;
      const runValue = compile(value, variables);
      const runBody = compile(body, [...variables, variable.name]);
      return (evaluation) => {
        bind(evaluation, slot, runValue(evaluation));
        return runBody(evaluation);
      };
    }
    case 'ImportedValue':
    case 'ValueCount': {
      const attribute = nameIn(node);
      if (attribute === null) return invalid(node);
      if (name === 'ImportedValue') return (evaluation) => evaluation.attribute(attribute);
      return (evaluation) => countOf(attribute === 'member' ? evaluation.attribute('memberCount') : evaluation.attribute(attribute), attribute);
    }
  }
}

function countOf(value: Value, attribute: string): bigint {
  if (attribute === 'member') return typeof value === 'bigint' ? value : 0n;
  return value === null ? 0n : isList(value) ? BigInt(compact(value).length) : 1n;
}
