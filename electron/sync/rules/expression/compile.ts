import type { Evaluation } from './evaluation.ts';
import { EvaluationFailure } from './failure.ts';
import { functionOf } from './functions/all.ts';
import { booleanOfValue } from './functions/conversion.ts';
import { compileForm, isForm, type FormTools } from './functions/forms.ts';
import { mapLists } from './map.ts';
import { operate } from './operators.ts';
import { signatureOf, type FunctionRow, type Parameter } from './row.ts';
import type { Expression, ExpressionOf, LogicalOperator, Span } from './syntax.ts';
import { authoritativeNull, describeValue, ignoreThisFlow, isList, isMarker, kindOf, kindsText, type Value } from './value.ts';

/** An expression ready to be evaluated. Throws EvaluationFailure. */
export type Run = (evaluation: Evaluation) => Value;

/** Sees each node as it is compiled, and may put something around its evaluation. */
export type Watcher = (node: Expression, run: Run) => Run;

/** Adds the place to a failure, so that a message can point into the text. */
export function located<T>(span: Span, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof EvaluationFailure ? error.at(span) : error;
  }
}

/**
 * Compiles a tree to closures, once; then evaluating walks no tree. `variables` are the names in scope, each in the slot
 * of its position. An expression that `check` refused is still compiled, and fails when it is evaluated.
 */
export function compile(expression: Expression, watcher: Watcher | null = null): Run {
  return compileNode(expression, [], watcher);
}

function compileNode(node: Expression, variables: readonly string[], watcher: Watcher | null): Run {
  const run = compileBare(node, variables, watcher);
  return watcher === null ? run : watcher(node, run);
}

function compileBare(node: Expression, variables: readonly string[], watcher: Watcher | null): Run {
  switch (node.kind) {
    case 'text':
    case 'number':
    case 'boolean': {
      const { value } = node;
      return () => value;
    }
    case 'word': {
      const { name } = node;
      return () => name;
    }
    case 'constant': {
      const value = { NULL: null, CRLF: '\r\n', IgnoreThisFlow: ignoreThisFlow, AuthoritativeNull: authoritativeNull }[node.name];
      return () => value;
    }
    case 'attribute': {
      const { name } = node;
      return (evaluation) => {
        try {
          return evaluation.attribute(name);
        } catch (error) {
          throw error instanceof EvaluationFailure ? error.at(node) : error;
        }
      };
    }
    case 'parameter': {
      const { name } = node;
      return (evaluation) => evaluation.parameters(name);
    }
    case 'variable': {
      const slot = variables.lastIndexOf(node.name);
      if (slot === -1) return fails(`${node.name} is not known here.`, node);
      return (evaluation) => evaluation.variables[slot] ?? null;
    }
    case 'operation':
      return compileOperation(node, variables, watcher);
    case 'call': {
      if (isForm(node.name)) {
        const tools: FormTools = { variables, compile: (part, names) => compileNode(part, names, watcher) };
        return compileForm(node, node.name, tools);
      }
      const row = functionOf(node.name);
      return row === null ? fails(`There is no function ${node.name}.`, node) : compileCall(node, row, node.arguments.map((part) => compileNode(part, variables, watcher)));
    }
  }
}

function fails(message: string, span: Span): Run {
  return () => {
    throw new EvaluationFailure(message, span);
  };
}

function compileOperation({ operator, left, right, start, end }: ExpressionOf<'operation'>, variables: readonly string[], watcher: Watcher | null): Run {
  const span = { start, end };
  const runLeft = compileNode(left, variables, watcher);
  const runRight = compileNode(right, variables, watcher);
  if (operator === '&&' || operator === '||') return compileLogical(operator, runLeft, runRight, span);
  return (evaluation) => {
    const first = runLeft(evaluation);
    const second = runRight(evaluation);
    try {
      if (!isList(first) && !isList(second)) return operate(operator, first as null, second as null);
      return mapLists([first, second], operator, ([one, other]) => operate(operator, one as null, other as null));
    } catch (error) {
      throw error instanceof EvaluationFailure ? error.at(span) : error;
    }
  };
}

/** The right side is evaluated only when it decides: Entra Connect's own rules guard Item that way. */
function compileLogical(operator: LogicalOperator, runLeft: Run, runRight: Run, span: Span): Run {
  const decides = operator === '||';
  const combine = (one: boolean, other: boolean): boolean => (decides ? one || other : one && other);
  return (evaluation) =>
    located(span, () => {
      const first = runLeft(evaluation);
      if (!isList(first) && booleanOfValue(first) === decides) return decides;
      const second = runRight(evaluation);
      return mapLists([first, second], operator, ([one, other]) => combine(booleanOfValue(one ?? null), booleanOfValue(other ?? null)));
    });
}

function checkValue(value: Value, parameter: Parameter, row: FunctionRow): void {
  if (isMarker(value)) throw new EvaluationFailure(`${value.name} stands for the whole result; ${row.name} cannot use it.`);
  if (value === null || parameter.take === 'whole') return;
  if (isList(value) || !parameter.kinds.includes(kindOf(value))) throw new EvaluationFailure(`${row.name} expects ${kindsText(parameter.kinds)} as ${parameter.name}, not ${describeValue(value)}.`);
  if (parameter.words !== null && !parameter.words.includes(value as string)) throw new EvaluationFailure(`${row.name} knows ${parameter.words.join(', ')} as ${parameter.name}, not ${String(value)}.`);
}

function parameterAt(row: FunctionRow, index: number): Parameter {
  const parameter = row.parameters[Math.min(index, row.parameters.length - 1)];
  if (parameter === undefined) throw new EvaluationFailure(`${row.name} takes no arguments.`);
  return parameter;
}

/** Checks, then calls; a required argument that is nothing decides the result without a call. */
function callOnce(row: FunctionRow, values: readonly Value[], evaluation: Evaluation): Value {
  let missing = false;
  for (let index = 0; index < values.length; index += 1) {
    const parameter = parameterAt(row, index);
    const value = values[index] ?? null;
    if (parameter.take !== 'list') checkValue(value, parameter, row);
    if (value === null && parameter.take === 'each' && !parameter.optional) missing = true;
  }
  return missing ? row.ofNothing : row.call(values, evaluation);
}

/** A list argument as a list: nothing is an empty one, a single value a list of one. */
function asList(value: Value, parameter: Parameter, row: FunctionRow): Value {
  if (value === null) return [];
  if (isMarker(value)) throw new EvaluationFailure(`${value.name} stands for the whole result; ${row.name} cannot use it.`);
  const list = isList(value) ? value : [value];
  for (const each of list) if (each !== null && !parameter.kinds.includes(kindOf(each))) throw new EvaluationFailure(`${row.name} expects values that are ${kindsText(parameter.kinds)}, not ${describeValue(each)}.`);
  return list;
}

function compileCall(node: ExpressionOf<'call'>, row: FunctionRow, runs: readonly Run[]): Run {
  const required = row.parameters.filter((parameter) => !parameter.optional).length;
  if (runs.length < required || (!row.variadic && runs.length > row.parameters.length)) return fails(`${signatureOf(row)} does not take ${runs.length} arguments.`, node);
  const takesList = row.parameters.some(({ take }) => take === 'list');
  const maps = !takesList && row.parameters.some(({ take }) => take === 'each');
  const [first, second, ...others] = runs;
  const seedText = `${node.start} ${row.name}`;
  const finish = (values: readonly Value[], evaluation: Evaluation): Value => {
    try {
      const own = row.changing ? { ...evaluation, seed: `${evaluation.seed} ${seedText}` } : evaluation;
      if (takesList) {
        const lists = values.map((value, index) => (parameterAt(row, index).take === 'list' ? asList(value, parameterAt(row, index), row) : value));
        return callOnce(row, lists, own);
      }
      return maps && values.some(isList) ? mapLists(values, row.name, (single) => callOnce(row, single, own)) : callOnce(row, values, own);
    } catch (error) {
      throw error instanceof EvaluationFailure ? error.at(node) : error;
    }
  };
  if (first === undefined) return (evaluation) => finish([], evaluation);
  if (second === undefined) return (evaluation) => finish([first(evaluation)], evaluation);
  if (others.length === 0) return (evaluation) => finish([first(evaluation), second(evaluation)], evaluation);
  return (evaluation) => finish(runs.map((run) => run(evaluation)), evaluation);
}
