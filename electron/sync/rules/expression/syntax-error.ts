import type { Span } from './syntax.ts';

/** What is wrong with the text of an expression, where, and what could stand there instead. */
export type SyntaxFault = Span & { readonly message: string; readonly expected: string | null };

/** Thrown inside scanner and parser; `parse` turns it into a value. */
export class SyntaxFailure extends Error {
  readonly fault: SyntaxFault;

  constructor(message: string, { start, end }: Span, expected: string | null = null) {
    super(message);
    this.fault = { start, end, message, expected };
  }
}

/** Line and column, both from 1, for people and editors. */
export function lineAndColumn(text: string, offset: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: before.length - lineStart + 1 };
}
