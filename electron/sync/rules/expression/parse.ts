import { scanOperand, scanOperator, type Token } from './scan.ts';
import { SyntaxFailure, type SyntaxFault } from './syntax-error.ts';
import { constantNames, isLogical, type ConstantName, type Expression } from './syntax.ts';

export type ParseResult = { readonly ok: true; readonly expression: Expression } | { readonly ok: false; readonly fault: SyntaxFault };

const deepest = 100;
const longestChain = 300;
export const longestExpression = 20_000;
const valueExpected = 'a value: [attribute], "text", a number, True, False, NULL, %parameter%, $variable, Function(…) or (';

function isConstant(name: string): name is ConstantName {
  return (constantNames as readonly string[]).includes(name);
}

/** Words that people know from other languages, with what they are called here. */
const spellings: Readonly<Record<string, string>> = { true: 'True', false: 'False', null: 'NULL', nothing: 'NULL', authoritativenull: 'AuthoritativeNull', ignorethisflow: 'IgnoreThisFlow', crlf: 'CRLF', and: '&&', or: '||', not: 'expression = False', mod: 'BitAnd' };

/**
 * One text, parsed left to right. All operators have the same priority and associate to the left, as documented, with one
 * exception that Entra Connect's own default rules need: `&&` and `||` (equal among themselves) bind looser than the rest.
 */
class Parser {
  private readonly text: string;
  private at = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
  }

  whole(): Expression {
    if (this.text.length > longestExpression) throw new SyntaxFailure(`The expression has ${this.text.length} characters, at most ${longestExpression} are possible.`, { start: longestExpression, end: this.text.length });
    const expression = this.logical();
    const token = scanOperator(this.text, this.at);
    if (token.kind !== 'end') throw new SyntaxFailure(`"${this.textOf(token)}" has nothing to close or separate here.`, token, 'an operator, or the end of the expression');
    return expression;
  }

  private textOf({ start, end }: Token): string {
    return this.text.slice(start, end);
  }

  private logical(): Expression {
    this.depth += 1;
    if (this.depth > deepest) throw new SyntaxFailure(`The expression is nested more than ${deepest} deep.`, { start: this.at, end: this.at });
    let left = this.comparison();
    let chain = 0;
    for (let token = scanOperator(this.text, this.at); token.kind === 'operator' && isLogical(token.value); token = scanOperator(this.text, this.at)) {
      this.at = token.end;
      const right = this.comparison();
      this.countOperator(token, (chain += 1));
      left = { kind: 'operation', operator: token.value, left, right, start: left.start, end: right.end };
    }
    this.depth -= 1;
    return left;
  }

  private countOperator(token: Token, chain: number): void {
    if (chain > longestChain) throw new SyntaxFailure(`More than ${longestChain} operators stand in a row.`, token, 'brackets, or fewer values');
  }

  private comparison(): Expression {
    let left = this.operand();
    let chain = 0;
    for (let token = scanOperator(this.text, this.at); token.kind === 'operator' && !isLogical(token.value); token = scanOperator(this.text, this.at)) {
      this.at = token.end;
      const right = this.operand();
      this.countOperator(token, (chain += 1));
      left = { kind: 'operation', operator: token.value, left, right, start: left.start, end: right.end };
    }
    return left;
  }

  private operand(): Expression {
    const token = scanOperand(this.text, this.at);
    const { start, end } = token;
    this.at = end;
    switch (token.kind) {
      case 'text':
      case 'attribute':
      case 'parameter':
        return token.kind === 'text' ? { kind: 'text', value: token.value, start, end } : { kind: token.kind, name: token.value, start, end };
      case 'variable':
        return { kind: 'variable', name: token.value, start, end };
      case 'number':
        return { kind: 'number', value: token.value, hexadecimal: token.hexadecimal, start, end };
      case 'name':
        return this.named(token.value, start, end);
      case '(':
        return this.group(start);
      case 'end':
        throw new SyntaxFailure(this.text.trim() === '' ? 'The expression is empty.' : 'The expression ends where a value is missing.', token, valueExpected);
      case ')':
      case ',':
      case 'operator':
        throw new SyntaxFailure(`"${this.textOf(token)}" stands where a value is missing.`, token, valueExpected);
    }
  }

  private group(start: number): Expression {
    const inner = this.logical();
    const end = this.closing(start, 'The bracket that begins here is not closed.').end;
    return { ...inner, start, end };
  }

  private closing(start: number, message: string): Token {
    const token = scanOperator(this.text, this.at);
    if (token.kind === 'end') throw new SyntaxFailure(message, { start, end: this.text.length }, ')');
    if (token.kind !== ')') throw new SyntaxFailure(`"${this.textOf(token)}" cannot stand here.`, token, 'an operator or ")"');
    this.at = token.end;
    return token;
  }

  private named(name: string, start: number, end: number): Expression {
    const next = afterName(this.text, end);
    if (next?.kind === '(') {
      this.at = next.end;
      return this.call(name, start, end);
    }
    if (name === 'True' || name === 'False') return { kind: 'boolean', value: name === 'True', start, end };
    if (isConstant(name)) return { kind: 'constant', name, start, end };
    const spelling = Object.hasOwn(spellings, name.toLowerCase()) ? spellings[name.toLowerCase()] : undefined;
    if (spelling !== undefined) throw new SyntaxFailure(`"${name}" is no word of the language.`, { start, end }, spelling);
    return { kind: 'word', name, start, end };
  }

  private call(name: string, start: number, nameEnd: number): Expression {
    const values: Expression[] = [];
    const first = firstArgument(this.text, this.at);
    if (first !== null) return { kind: 'call', name, nameEnd, arguments: values, start, end: (this.at = first) };
    for (;;) {
      values.push(this.logical());
      const token = scanOperator(this.text, this.at);
      if (token.kind === 'end') throw new SyntaxFailure(`The brackets of ${name} are not closed.`, { start, end: nameEnd }, ')');
      if (token.kind !== ',' && token.kind !== ')') throw new SyntaxFailure(`"${this.textOf(token)}" cannot stand here.`, token, 'an operator, "," or ")"');
      this.at = token.end;
      if (token.kind === ')') return { kind: 'call', name, nameEnd, arguments: values, start, end: token.end };
    }
  }
}

/** What follows a name, when it can be told; null when there is no token. */
function afterName(text: string, at: number): Token | null {
  return /^\s*\(/.test(text.slice(at, at + 200)) ? scanOperator(text, at) : null;
}

/** The end of an empty argument list, else null. */
function firstArgument(text: string, at: number): number | null {
  const empty = /^\s*\)/.exec(text.slice(at, at + 200));
  return empty === null ? null : at + empty[0].length;
}

/** Parses an expression. Never throws: what is wrong comes back with its place and what was expected. */
export function parse(text: string): ParseResult {
  try {
    return { ok: true, expression: new Parser(text).whole() };
  } catch (error) {
    if (error instanceof SyntaxFailure) return { ok: false, fault: error.fault };
    throw error;
  }
}
