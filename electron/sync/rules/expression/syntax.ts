/**
 * The syntax tree of an expression. `start` and `end` are offsets into the text, so that every message can say where.
 * Language: "Microsoft Entra Connect Sync: Understanding Declarative Provisioning Expressions" (learn.microsoft.com).
 */
export type Span = { readonly start: number; readonly end: number };

export const constantNames = ['NULL', 'AuthoritativeNull', 'IgnoreThisFlow', 'CRLF'] as const;
export type ConstantName = (typeof constantNames)[number];

export const valueOperators = ['&', '+', '-', '*', '=', '<>', '<', '<=', '>', '>='] as const;
export const logicalOperators = ['&&', '||'] as const;
export type ValueOperator = (typeof valueOperators)[number];
export type LogicalOperator = (typeof logicalOperators)[number];
export type Operator = ValueOperator | LogicalOperator;

export type Expression = Span &
  (
    | { readonly kind: 'text'; readonly value: string }
    | { readonly kind: 'number'; readonly value: bigint; readonly hexadecimal: boolean }
    | { readonly kind: 'boolean'; readonly value: boolean }
    | { readonly kind: 'constant'; readonly name: ConstantName }
    /** A bare name that only some arguments take: `vbTextCompare`, `UTF8`. */
    | { readonly kind: 'word'; readonly name: string }
    | { readonly kind: 'attribute'; readonly name: string }
    | { readonly kind: 'parameter'; readonly name: string }
    | { readonly kind: 'variable'; readonly name: string }
    | { readonly kind: 'call'; readonly name: string; readonly nameEnd: number; readonly arguments: readonly Expression[] }
    | { readonly kind: 'operation'; readonly operator: Operator; readonly left: Expression; readonly right: Expression }
  );
export type ExpressionOf<Kind extends Expression['kind']> = Extract<Expression, { readonly kind: Kind }>;

export function isLogical(operator: Operator): operator is LogicalOperator {
  return operator === '&&' || operator === '||';
}

/** The parts of a node, left to right. */
export function childrenOf(expression: Expression): readonly Expression[] {
  if (expression.kind === 'call') return expression.arguments;
  return expression.kind === 'operation' ? [expression.left, expression.right] : [];
}

/** Every node, parents before their parts. */
export function* nodesOf(expression: Expression): IterableIterator<Expression> {
  yield expression;
  for (const child of childrenOf(expression)) yield* nodesOf(child);
}
