import type { JsonObject, JsonValue } from '../../electron/lab/tenant/json.ts';
import type { TenantSnapshot } from '../../electron/lab/tenant/tenant.ts';
import type { Conflict } from '../../shared/conflict.ts';
import type { AttributeValue, PlanChange, TypeCounts } from '../../shared/plan.ts';
import type { RunDocument } from '../../shared/run.ts';

/** Renders what a run said and what a tenant holds as lines of a golden file. */

const boring: ReadonlySet<string> = new Set(['accountEnabled', 'onPremisesImmutableId', 'passwordProfile', 'mailEnabled', 'securityEnabled', 'uniqueName', 'mailNickname']);

function counts(numbers: TypeCounts): string {
  const entries = Object.entries(numbers).filter(([, number]) => number > 0);
  return entries.length === 0 ? 'none' : entries.map(([name, number]) => `${name} ${number}`).join(', ');
}

function listed(numbers: Readonly<Record<string, number>>, hidden: ReadonlySet<string> = new Set()): string {
  return Object.entries(numbers)
    .filter(([name, number]) => number > 0 && !hidden.has(name))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, number]) => `${name} ${number}`)
    .join(', ');
}

function value(of: AttributeValue): string {
  return of === null ? 'empty' : JSON.stringify(of);
}

/** A create shows what it gives a name and everything beyond the attributes that each new object gets. */
function attributesOf(change: PlanChange): readonly string[] {
  const shown = change.action === 'create' ? change.attributes.filter(({ name, to }) => !boring.has(name) || (name === 'accountEnabled' && to === false)) : change.attributes;
  return shown.map(({ name, from, to }) => (change.action === 'create' ? `${name} ${value(to)}` : `${name} ${value(from)} → ${value(to)}`));
}

function changeLines(change: PlanChange): readonly string[] {
  const details = [...attributesOf(change), ...change.references.map(({ dn }) => dn)];
  const target = change.target === null ? '' : ` ${change.target}`;
  return [`  ${change.action} ${change.type} ${change.dn}${target} (${change.reason})`, ...details.map((detail) => `      ${detail}`), ...(change.hold === null ? [] : [`      HELD by ${change.hold.by}: ${change.hold.text}`])];
}

function conflictLines(conflict: Conflict): readonly string[] {
  const { situation, also, dn, attribute, value: text, others, recommended, reopened } = conflict;
  const offers = conflict.resolutions.map((each) => (each === recommended ? `${each} (recommended)` : each)).join(', ');
  const about = attribute === null ? '' : `; ${attribute}${text === null ? '' : ` = ${JSON.stringify(text)}`}`;
  return [
    `  CONFLICT ${situation}${also.length === 0 ? '' : ` (also ${also.join(', ')})`}: ${dn}${about}`,
    ...others.map((other) => `      other: ${other.side} ${other.type} ${other.name}`),
    `      ${conflict.reason}`,
    `      ${conflict.fix}`,
    `      offers: ${offers === '' ? 'nothing' : offers}`,
    ...(reopened === null ? [] : [`      REOPENED: ${reopened.resolution} was decided, but ${reopened.changes.join('; ')}`]),
  ];
}

/** Depends on what a new domain contains, which no scenario is about. */
const hiddenRules: ReadonlySet<string> = new Set(['outsideContainers']);

/** A run's document; DNs and ids as they are. */
export function runLines(document: RunDocument): readonly string[] {
  const { run, plan, conflicts, notes } = document;
  if (run.error !== null) return [`  ${run.outcome}: ${run.error.message}`, `      ${run.error.fix}`];
  const { source, target } = document.import;
  const excluded = listed(source.excluded, hiddenRules);
  const lost = listed(plan.notSynchronizable);
  const { members, managers, protection } = plan;
  const { writes, retried, failed, waiting } = document.export;
  const references = [
    members.add + members.remove > 0 ? `members: add ${members.add}, remove ${members.remove}` : '',
    managers.set + managers.clear > 0 ? `managers: set ${managers.set}, clear ${managers.clear}` : '',
  ].filter((text) => text !== '');
  return [
    `  ${run.outcome}; AD ${source.mode}, tenant ${target.mode}; in scope ${source.inScope}${excluded === '' ? '' : `; excluded: ${excluded}`}`,
    `  users: ${counts(plan.users)}; groups: ${counts(plan.groups)}${references.length === 0 ? '' : `; ${references.join('; ')}`}`,
    ...(plan.extensions ?? []).map(({ name, type, several, objectTypes }) => `  directory extension ${name}: ${type}${several ? ', several values' : ''}; ${objectTypes.join(', ')}`),
    ...(lost === '' ? [] : [`  not synchronizable: ${lost}`]),
    ...[...plan.changes].flatMap(changeLines),
    ...[...conflicts].sort((left, right) => (left.dn < right.dn ? -1 : left.dn > right.dn ? 1 : left.situation < right.situation ? -1 : 1)).flatMap(conflictLines),
    ...[...notes].map(({ dn, attribute, text }) => `  note: ${dn}${attribute === null ? '' : ` ${attribute}`}: ${text}`),
    ...(protection.tripped ? [`  PROTECTION plan ${plan.id} holds: ${listed(protection.held)}; ${protection.texts.join(' ')}`] : []),
    ...failed.flatMap(({ action, dn, code, message, fix }) => [`  FAILED ${action} ${dn}: ${code}: ${message}`, `      ${fix}`]),
    ...waiting.map(({ action, dn, on }) => `  waits: ${action} ${dn} on ${on}`),
    `  export: ${writes} writes${retried > 0 ? ', retried' : ''}`,
  ];
}

/** What every object has, or what has no place in a comparison. */
function isDefault(name: string, held: JsonValue): boolean {
  return (name === 'userType' && held === 'Member') || (name === 'accountEnabled' && held === true) || (name === 'mailEnabled' && held === false) || (name === 'securityEnabled' && held === true);
}

function objectLines(object: JsonObject, id: string): readonly string[] {
  const { members, ...plain } = object;
  const shown = Object.entries(plain).filter(([name, held]) => !isDefault(name, held));
  const memberLines = Array.isArray(members) && members.length > 0 ? [`      members: ${members.map(String).join(', ')}`] : [];
  return [`  ${id}: ${shown.map(([name, held]) => `${name}=${JSON.stringify(held)}`).join(' ')}`, ...memberLines];
}

/** The tenant's objects with the attributes that matter; `idOf` finds the id of a live object by name. */
export function tenantLines({ users, groups, contacts, deleted }: TenantSnapshot, idOf: (name: string) => string): readonly string[] {
  return [
    ...users.filter((user) => user['displayName'] !== 'Tenant Administrator').flatMap((user) => objectLines(user, idOf(String(user['userPrincipalName'])))),
    ...groups.flatMap((group) => objectLines(group, idOf(String(group['uniqueName'] ?? group['displayName'])))),
    ...contacts.flatMap((contact) => objectLines(contact, idOf(String(contact['mail'] ?? contact['displayName'])))),
    ...deleted.flatMap((object) => objectLines(object, 'in the recycle bin')),
  ];
}
