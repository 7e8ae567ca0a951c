import type { FlowRow, FlowTable } from '../../../shared/ipc/configuration.ts';
import type { PreviewedFlow } from '../../../shared/ipc/directory.ts';
import type { AttributeValue } from '../../../shared/plan.ts';
import { configurationStrings } from '../../strings/configuration.ts';

const words = configurationStrings.mapping;

/** The flows of one type that have every word of the text somewhere in target, name, source or way. */
export function flowsOf({ flows }: FlowTable, type: FlowRow['type'], text: string): readonly FlowRow[] {
  const wanted = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return flows.filter((flow) => flow.type === type && wanted.every((word) => [flow.target, flow.name, flow.how, ...flow.reads].some((part) => part.toLowerCase().includes(word))));
}

/** What is special about a flow, in a few words. */
export function notesOf({ required, when, empty, longest }: FlowRow): readonly string[] {
  return [
    ...(required ? [words.required] : []),
    ...(when === 'create' ? [words.atCreation] : []),
    ...(when === 'always' && !required ? [empty === 'clear' ? words.clears : words.keeps] : []),
    ...(longest === null ? [] : [words.longest(longest)]),
  ];
}

/** A value as a table cell; null is empty. */
export function valueText(value: AttributeValue): string | null {
  if (value === null || value === '') return null;
  if (typeof value === 'boolean') return String(value);
  const text = typeof value === 'string' ? value : value.join(', ');
  return text === '' ? null : text;
}

/** What a rule read from the object: `title: Countess`. */
export function sourceText({ source }: PreviewedFlow): string {
  return Object.entries(source).map(([name, values]) => `${name}: ${values.slice(0, 3).join(', ')}${values.length > 3 ? ', …' : ''}`).join('\n');
}

/** An unfinished or wrong country code; null when it can be used. */
export function countryProblem(text: string, countries: readonly string[]): string | null {
  const code = text.trim().toUpperCase();
  return code === '' || countries.includes(code) ? null : `${words.usageLocationWrong(text.trim())} ${words.usageLocationFix}`;
}
