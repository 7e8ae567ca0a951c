import type { Evaluation } from './evaluation.ts';
import type { ExpressionType } from './type.ts';
import type { Kind, Value } from './value.ts';

export const families = ['certificate', 'conversion', 'date', 'directory', 'evaluation', 'math', 'multivalue', 'flow', 'text', 'causeway'] as const;
export type Family = (typeof families)[number];

/**
 * `each`: one value; the function is applied to every value of a list. `list`: all values of a multi-valued attribute.
 * `whole`: whatever there is, also nothing.
 */
export type Take = 'each' | 'list' | 'whole';

export type Parameter = {
  readonly name: string;
  readonly kinds: readonly Kind[];
  readonly take: Take;
  readonly optional: boolean;
  /** Names of the documented enumeration; written bare or as a text. */
  readonly words: readonly string[] | null;
};

export type Call = (values: readonly Value[], evaluation: Evaluation) => Value;

/** One function of the language: how it is documented, what it takes, what it gives, and the code. */
export type FunctionRow = {
  readonly name: string;
  readonly family: Family;
  readonly means: string;
  readonly parameters: readonly Parameter[];
  /** The last parameter may be repeated. */
  readonly variadic: boolean;
  readonly returns: ExpressionType | ((values: readonly ExpressionType[]) => ExpressionType);
  /** The result when a required value is nothing. */
  readonly ofNothing: Value;
  readonly call: Call;
  /** Its value differs from object to object or from run to run without an attribute saying so. */
  readonly changing: boolean;
};

/** Functions whose arguments are not simply evaluated: conditions, loops, variables. */
export const formNames = ['IIF', 'Switch', 'Select', 'Where', 'With', 'ImportedValue', 'ValueCount'] as const;
export type FormName = (typeof formNames)[number];

type ParameterInput = readonly [name: string, kinds: Kind | readonly Kind[], take?: Take];

function parameterOf([name, kinds, take = 'each']: ParameterInput, optional: boolean): Parameter {
  return { name, kinds: typeof kinds === 'string' ? [kinds] : kinds, take, optional, words: null };
}

type RowInput = {
  readonly means: string;
  readonly takes?: readonly ParameterInput[];
  readonly optional?: readonly ParameterInput[];
  /** An enumeration as the last, optional argument. */
  readonly words?: readonly [name: string, words: readonly string[]];
  readonly variadic?: boolean;
  readonly gives: FunctionRow['returns'];
  readonly ofNothing?: Value;
  readonly changing?: boolean;
  readonly call: Call;
};

/** Writes one row; the spelled-out form is `FunctionRow`. */
export function row(family: Family, name: string, input: RowInput): FunctionRow {
  const words: readonly Parameter[] = input.words === undefined ? [] : [{ name: input.words[0], kinds: ['text'], take: 'each', optional: true, words: input.words[1] }];
  return {
    name,
    family,
    means: input.means,
    parameters: [...(input.takes ?? []).map((each) => parameterOf(each, false)), ...(input.optional ?? []).map((each) => parameterOf(each, true)), ...words],
    variadic: input.variadic ?? false,
    returns: input.gives,
    ofNothing: input.ofNothing ?? null,
    call: input.call,
    changing: input.changing ?? false,
  };
}

/** `Left(text, number)`, as help and messages show it. */
export function signatureOf({ name, parameters, variadic }: Pick<FunctionRow, 'name' | 'parameters' | 'variadic'>): string {
  const shown = parameters.map((parameter) => (parameter.optional ? `[${parameter.name}]` : parameter.name));
  return `${name}(${shown.join(', ')}${variadic ? ', …' : ''})`;
}

