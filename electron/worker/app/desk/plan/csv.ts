import type { AttributeValue, PlanChange } from '../../../../../shared/plan.ts';
import { commonNameOf } from '../../../../sync/names/dn.ts';

const columns = ['Action', 'Type', 'Name', 'Distinguished name', 'Reason', 'Held', 'Attribute', 'Entra now', 'Entra after', 'Rule', 'Source anchor', 'Entra object id'] as const;

/** Characters that make a spreadsheet run a cell as a formula (https://owasp.org/www-community/attacks/CSV_Injection), full-width forms included. */
const formula = /^[=+\-@\t\r\n＝＋－＠]/;

/** A cell (RFC 4180); what a spreadsheet would run is led by an apostrophe, which makes it text. */
export function cell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",\r\n;\t]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function valueText(value: AttributeValue): string {
  if (value === null) return '';
  return typeof value === 'string' ? value : typeof value === 'boolean' ? String(value) : value.join('; ');
}

export function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** Without it Excel reads UTF-8 as the code page of the computer. */
export const byteOrderMark = '\uFEFF';

export function csvHead(): string {
  return `${byteOrderMark}${line(columns)}`;
}

/** A line for each attribute, member or manager of a change; one line when it has none. */
export function csvLines(change: PlanChange): string {
  const object = [change.action, change.type, commonNameOf(change.dn), change.dn, change.reason, change.hold?.text ?? ''];
  const ids = [change.anchor, change.target ?? ''];
  const parts = [
    ...change.attributes.map(({ name, from, to, rule }) => [name, valueText(from), name === 'passwordProfile' ? 'random, not stored' : valueText(to), rule]),
    ...change.references.map(({ dn, target }) => {
      const reference = dn === '' ? (target ?? '') : dn;
      if (change.action === 'removeMembers') return ['member', reference, '', ''];
      return [change.action === 'addMembers' ? 'member' : 'manager', '', reference, ''];
    }),
  ];
  return (parts.length === 0 ? [['', '', '', '']] : parts).map((part) => line([...object, ...part, ...ids])).join('');
}
