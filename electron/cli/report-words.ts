import type { AttributeChange, AttributeValue, PlanChange, PlanNote } from '../../shared/plan.ts';
import { plural } from './terminal.ts';

/** Why something of an object does not reach the tenant (names: design, section 12). */
const notSynchronizableMeanings: Readonly<Record<string, string>> = {
  contact: 'contacts: Microsoft Graph cannot create them',
  distributionList: 'distribution lists: Microsoft Graph cannot create them',
  device: 'devices are not synchronized',
  microsoft365Address: 'distribution lists that become Microsoft 365 groups: the tenant gives them the address nickname@default domain, other addresses stay out',
  groupMail: 'mail-enabled security groups: synchronized as plain security groups, without mail',
  proxyAddresses: 'proxyAddresses: Microsoft Graph cannot write them, Exchange Online owns them',
  hiddenFromAddressLists: 'hidden from address lists: Microsoft Graph cannot write this',
  mailCannotBeCleared: 'mail is empty in AD, but Microsoft Graph cannot clear it',
  passwordHash: 'password hashes: new users get a random password; give them one or use self-service password reset',
  dynamicGroup: 'linked groups whose members a rule sets: members are left alone',
  formerlySynced: 'formerly synchronized by another tool: Microsoft Graph refuses some attributes',
  roleHolderSensitive: 'holders of an Entra role: Microsoft Graph refuses sensitive attributes',
};

/** One line per reason, with the number of objects. */
export function notSynchronizableTexts(numbers: Readonly<Record<string, number>>): string[] {
  return Object.entries(numbers)
    .filter(([, number]) => number > 0)
    .map(([reason, number]) => `${plural(number, 'object')} · ${notSynchronizableMeanings[reason] ?? reason} (${reason})`);
}

const longestValue = 60;

/** A value in a sentence; null is `(empty)`. */
export function valueText(value: AttributeValue): string {
  if (value === null || (Array.isArray(value) && value.length === 0)) return '(empty)';
  const text = typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

/** What a person looks for first. */
const namingAttributes = ['userPrincipalName', 'displayName', 'mail', 'jobTitle'];

function namingFirst(attributes: readonly AttributeChange[]): readonly AttributeChange[] {
  const rank = ({ name }: AttributeChange): number => (namingAttributes.includes(name) ? namingAttributes.indexOf(name) : namingAttributes.length);
  return attributes.toSorted((left, right) => rank(left) - rank(right));
}

/** `update user CN=… (changed): title "Clerk" → "Manager"` */
export function changeText(change: PlanChange): string {
  const attributes = namingFirst(change.attributes).map(({ name, from, to }) => (change.target === null ? `${name} ${valueText(to)}` : `${name} ${valueText(from)} → ${valueText(to)}`));
  const references = change.references.map((reference) => reference.dn);
  const named = references.length > 3 ? [...references.slice(0, 3), `${references.length - 3} more`] : references;
  const shown = attributes.length > 4 ? [...attributes.slice(0, 4), `${attributes.length - 4} more`] : attributes;
  const details = [...shown, ...named].join(', ');
  return `${change.action} ${change.type} ${change.dn} (${change.reason})${details === '' ? '' : `: ${details}`}`;
}

const shownAlike = 2;

/** Notes, those of one kind together: two examples and how many more there are. Alike is what differs in names and numbers only. */
export function noteTexts(notes: Iterable<PlanNote>): string[] {
  const kinds = new Map<string, { readonly examples: string[]; more: number }>();
  for (const { dn, attribute, text } of notes) {
    const key = `${attribute ?? ''} ${text.replace(/\S*[@\d]\S*/g, '#')}`;
    const kind = kinds.get(key) ?? { examples: [], more: 0 };
    kinds.set(key, kind);
    if (kind.examples.length < shownAlike) kind.examples.push(`${dn}${attribute === null ? '' : ` (${attribute})`}: ${text}`);
    else kind.more += 1;
  }
  return [...kinds.values()].flatMap(({ examples, more }) => (more === 0 ? examples : [...examples, `… and ${plural(more, 'more object')} like this; --json lists every one`]));
}
