import { row, type FunctionRow } from '../row.ts';
import { one } from '../type.ts';
import { numberOf, optionalText, referenceOf, smallNumber, textOf } from './arguments.ts';

/** Distinguished names (RFC 4514). */
const family = 'directory';

/** The relative names, escapes kept. */
export function componentsOf(dn: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < dn.length; index += 1) {
    if (dn.charAt(index) === '\\') index += 1;
    else if (dn.charAt(index) === ',') {
      parts.push(dn.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, dn.slice(start)].map((part) => part.trim()).filter((part) => part !== '');
}

/** As it stands in the name: `\0ACNF:` of a conflict object stays visible. */
function valueOfComponent(component: string | undefined): string | null {
  return component === undefined ? null : component.slice(component.indexOf('=') + 1).trim();
}

function component(dn: string, number: bigint): string | null {
  return number < 1n ? null : valueOfComponent(componentsOf(dn)[smallNumber(number) - 1]);
}

function componentFromEnd(dn: string, number: bigint, options: string | null): string | null {
  const all = componentsOf(dn);
  const counted = options === 'DC' ? all.filter((each) => !/^dc\s*=/i.test(each)) : all;
  return number < 1n ? null : valueOfComponent(counted.at(-smallNumber(number)));
}

/** Escapes the value behind the first `=`, or the whole text when there is none. */
export function escapeComponent(text: string): string {
  const equals = text.indexOf('=');
  const value = text.slice(equals + 1);
  const escaped = value.replace(/[\\,+"<>;=#]/g, '\\$&').replace(/^ /, '\\ ').replace(/(?<!^\\) $/, '\\ ').replace(/\r/g, '\\0D').replace(/\n/g, '\\0A');
  return text.slice(0, equals + 1) + escaped;
}

export const directoryFunctions: readonly FunctionRow[] = [
  row(family, 'DNComponent', {
    means: 'The value of one part of a distinguished name, counted from the left; nothing when there is none.',
    takes: [['dn', 'reference'], ['number', 'number']],
    gives: one('text'),
    call: ([dn, number]) => component(referenceOf(dn).dn, numberOf(number)),
  }),
  row(family, 'DNComponentRev', {
    means: 'The value of one part of a distinguished name, counted from the right; with DC the domain parts do not count.',
    takes: [['dn', 'reference'], ['number', 'number']],
    words: ['options', ['DC']],
    gives: one('text'),
    call: ([dn, number, options]) => componentFromEnd(referenceOf(dn).dn, numberOf(number), optionalText(options)),
  }),
  row(family, 'EscapeDNComponent', { means: 'One part of a distinguished name with its special characters escaped.', takes: [['text', 'text']], gives: one('text'), call: ([text]) => escapeComponent(textOf(text)) }),
];
