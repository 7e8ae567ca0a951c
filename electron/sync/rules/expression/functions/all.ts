import type { FunctionRow } from '../row.ts';
import { causewayFunctions } from './causeway.ts';
import { certificateFunctions } from './certificate.ts';
import { conversionFunctions } from './conversion.ts';
import { dateFunctions } from './date.ts';
import { directoryFunctions } from './directory.ts';
import { evaluationFunctions } from './evaluation.ts';
import { flowFunctions } from './flow.ts';
import { mathFunctions } from './math.ts';
import { multivalueFunctions } from './multivalue.ts';
import { textFunctions } from './text.ts';

/** Every function that evaluates its arguments first; the others are forms (functions/forms.ts). */
export const functionRows: readonly FunctionRow[] = [
  ...certificateFunctions,
  ...conversionFunctions,
  ...dateFunctions,
  ...directoryFunctions,
  ...evaluationFunctions,
  ...mathFunctions,
  ...multivalueFunctions,
  ...flowFunctions,
  ...textFunctions,
  ...causewayFunctions,
];

/** Spellings of the reference that differ from its headings. */
const otherSpellings: Readonly<Record<string, string>> = { GUID: 'Guid', InstrRev: 'InStrRev' };

const byName: ReadonlyMap<string, FunctionRow> = new Map(functionRows.map((row) => [row.name, row]));

/** By its exact name, case included. */
export function functionOf(name: string): FunctionRow | null {
  return byName.get(name) ?? (Object.hasOwn(otherSpellings, name) ? (byName.get(otherSpellings[name] ?? '') ?? null) : null);
}
