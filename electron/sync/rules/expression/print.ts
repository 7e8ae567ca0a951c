import { isLogical, type Expression, type Operator } from './syntax.ts';

/** Backslashes and quotes are the only characters that need an escape. */
export function quoteText(value: string): string {
  return `"${value.replace(/[\\"]/g, '\\$&')}"`;
}

function level(operator: Operator): number {
  return isLogical(operator) ? 0 : 1;
}

/** Brackets where the tree says otherwise than left to right with equal priority. */
function operand(expression: Expression, operator: Operator, side: 'left' | 'right'): string {
  const text = print(expression);
  if (expression.kind !== 'operation') return text;
  const own = level(expression.operator);
  const outer = level(operator);
  return own > outer || (own === outer && side === 'left') ? text : `(${text})`;
}

/** The text of an expression in one spelling: parsing it again gives the same tree. */
export function print(expression: Expression): string {
  switch (expression.kind) {
    case 'text':
      return quoteText(expression.value);
    case 'number':
      return expression.hexadecimal ? `&H${expression.value.toString(16).toUpperCase()}` : expression.value.toString();
    case 'boolean':
      return expression.value ? 'True' : 'False';
    case 'constant':
    case 'word':
    case 'variable':
      return expression.name;
    case 'attribute':
      return `[${expression.name}]`;
    case 'parameter':
      return `%${expression.name}%`;
    case 'call':
      return `${expression.name}(${expression.arguments.map(print).join(', ')})`;
    case 'operation':
      return `${operand(expression.left, expression.operator, 'left')} ${expression.operator} ${operand(expression.right, expression.operator, 'right')}`;
  }
}
