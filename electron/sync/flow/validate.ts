import type { AttributeValue, ExtensionType } from '../../../shared/plan.ts';
import { extensionProblem } from './extensions.ts';
import { refusedByNickname } from './nickname.ts';

/** Why Microsoft Graph would refuse a value: one phrase, with the offending characters. */
export type InvalidValue = { readonly attribute: string; readonly rule: string; readonly value: string; readonly why: string; readonly optional: boolean };

const longestPrefix = 64;
const longestSuffix = 48;

function unique(characters: readonly string[]): string {
  return [...new Set(characters)].map((character) => (/\s/.test(character) ? 'space' : character)).join(' ');
}

/** Sources: Microsoft Graph user resource; Microsoft 365 "Prepare for directory synchronization". */
function principalNameProblem(value: string): string | null {
  const at = value.lastIndexOf('@');
  if (at === -1) return 'has no @';
  const prefix = value.slice(0, at);
  const suffix = value.slice(at + 1);
  const refused = prefix.match(/[^A-Za-z0-9'.\-_!#^~]/gu);
  if (prefix === '') return 'has nothing before the @';
  if (refused !== null) return `contains ${unique(refused)}, which a user principal name cannot hold`;
  if (prefix.endsWith('.')) return 'has a dot directly before the @';
  if (prefix.startsWith('.')) return 'begins with a dot';
  if (prefix.length > longestPrefix) return `has ${prefix.length} characters before the @, at most ${longestPrefix} are possible`;
  if (suffix.length > longestSuffix) return `has ${suffix.length} characters after the @, at most ${longestSuffix} are possible`;
  return null;
}

function mailProblem(value: string): string | null {
  const refused = value.match(/[^\x21-\x7e]|[<>();,[\]":\\]/gu);
  if (refused !== null) return `contains ${unique(refused)}, which an address cannot hold`;
  return /^[^@]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(value) ? null : 'is no address (name@domain)';
}

function nicknameProblem(value: string): string | null {
  const refused = refusedByNickname(value);
  return refused.length === 0 ? null : `contains ${unique(refused)}, which a mail nickname cannot hold`;
}

function specialProblem(target: string, text: string): string | null {
  if (target === 'userPrincipalName') return principalNameProblem(text);
  if (target === 'mail') return mailProblem(text);
  return target === 'mailNickname' ? nicknameProblem(text) : null;
}

/** Null when Graph takes the value. Collections are checked value by value. */
export function problemOf(rule: { readonly target: string; readonly longest: number | null; readonly extension?: ExtensionType | null }, value: AttributeValue): string | null {
  if (value === null || typeof value === 'boolean') return null;
  for (const text of typeof value === 'string' ? [value] : value) {
    const special = specialProblem(rule.target, text) ?? extensionProblem(rule.extension ?? 'String', text);
    if (special !== null) return special;
    if (rule.longest !== null && text.length > rule.longest) return `has ${text.length} characters, at most ${rule.longest} are possible`;
  }
  return null;
}
