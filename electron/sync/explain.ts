import type { AnyExplanation, Explanation, ExplainedAttribute } from '../../shared/explanation.ts';
import type { PlanChange } from '../../shared/plan.ts';
import { explainManager, explainMembers } from './explain-references.ts';
import { explainTarget } from './explain-target.ts';
import { flowContext, type FlowContext } from './flow/context.ts';
import { photoProperty } from './flow/properties.ts';
import { project, valueForUpdate, type Overrides } from './flow/project.ts';
import { withJoinedSources } from './join/joined-sources.ts';
import { commonNameOf } from './names/dn.ts';
import { anchorOf } from './names/anchor.ts';
import type { FlowRule } from './rules/compile-rules.ts';
import { isSynchronizedGroup } from './plan/identity.ts';
import { planExtensions } from './plan/extensions.ts';
import { orNull } from './plan/values.ts';
import { scopeOf, type ScopeVerdict } from './scope/scope.ts';
import type { Settings } from './settings.ts';
import type { Link, SourceRow, StagingStore, TargetRow } from './store.ts';
import { wasWritten } from './written-plan.ts';

function sourceOf({ reads }: FlowRule, row: SourceRow): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(reads.flatMap((name) => (row.attributes[name] === undefined ? [] : [[name, row.attributes[name]]])));
}

/** What was decided on single attributes of this object. */
function overridesOf(anchor: string, store: StagingStore): Overrides {
  const own = store.resolutions.all().filter((resolution) => resolution.anchor === anchor);
  const values = own.flatMap(({ kind, attribute, value }) => (kind === 'setValue' && attribute !== null && value !== null ? [[attribute, value] as const] : []));
  return { values: new Map(values), dropped: new Set(own.flatMap(({ kind, attribute }) => (kind === 'dropAttribute' && attribute !== null ? [attribute] : []))) };
}

/** The scope rules' verdict; what a resolution excluded is out of scope as well. */
function scopeVerdict(row: SourceRow, settings: Settings, store: StagingStore, now: Date): ScopeVerdict {
  const verdict = scopeOf(settings, store.source, now)(row);
  const excluded = verdict.inScope ? store.resolutions.all().find((resolution) => resolution.kind === 'exclude' && resolution.object === row.guid) : undefined;
  if (excluded === undefined) return verdict;
  return { inScope: false, rule: 'resolution', means: `excluded by ${excluded.decidedBy} at ${excluded.decidedAt} (${excluded.situation})` };
}

function explainAttributes(row: SourceRow, link: Link | null, target: TargetRow | null, context: FlowContext, overrides: Overrides): readonly ExplainedAttribute[] {
  const projection = project(row, anchorOf(row).value, context, overrides);
  return projection.wanted.flatMap((wanted): readonly ExplainedAttribute[] => {
    const { rule } = wanted;
    if (rule.target === 'passwordProfile') return [];
    const value = target === null ? wanted.value : valueForUpdate(wanted);
    const problem = projection.invalid.find((invalid) => invalid.attribute === rule.target)?.why ?? null;
    const current = orNull(rule.target === photoProperty ? link?.confirmed[photoProperty] : target?.attributes[rule.target]);
    const inbound = wanted.inbound === undefined ? undefined : { rule: wanted.inbound?.rule.name ?? null, value: orNull(wanted.inbound?.value) };
    // What an outbound rule took away is shown, though nothing is left of it.
    if (orNull(value) === null && current === null && problem === null && orNull(inbound?.value) === null) return [];
    return [{ name: rule.target, rule: rule.name, inbound, source: sourceOf(rule, row), wanted: value === undefined ? current : orNull(value), current, confirmed: orNull(link?.confirmed[rule.target]), problem }];
  });
}

function nameOf(target: TargetRow | null, fallback: string): string {
  const { userPrincipalName, displayName } = target?.attributes ?? {};
  return typeof userPrincipalName === 'string' ? userPrincipalName : typeof displayName === 'string' ? displayName : fallback;
}

function verdictOf(row: SourceRow, inScope: boolean, means: string | null, link: Explanation['link'], pending: readonly PlanChange[], conflicts: Explanation['conflicts'], rules: Settings['rules']): string {
  const name = commonNameOf(row.dn);
  const [conflict] = conflicts;
  if (row.state === 'gone') return link?.state === 'deleted' ? `${name} is deleted in Active Directory, and Causeway deleted its Entra object, which can be restored for 30 days.` : `${name} is deleted in Active Directory.`;
  if (!inScope) return `${name} is not synchronized: ${means ?? 'out of scope'}.`;
  if (row.kind === 'contact') return `${name} is not synchronized: Microsoft Graph cannot create contacts.`;
  if (row.kind === 'group' && !isSynchronizedGroup(row, rules)) return `${name} is not synchronized: Microsoft Graph cannot create distribution lists.`;
  if (row.kind === 'container' || row.kind === 'foreign') return `${name} is not an object that is synchronized.`;
  if (conflict !== undefined) return `${name} is held: ${conflict.reason}`;
  const next = pending.map((change) => change.action).join(', ');
  if (link === null) return pending.length === 0 ? `${name} has no object in Entra yet; run a synchronization.` : `${name} will be synchronized: ${next}.`;
  return pending.length === 0 ? `${name} is in sync with ${link.name}.` : `${name} is linked to ${link.name}; pending: ${next}.`;
}

/** The staged object that a query names: DN, GUID, anchor, UPN, mail or account name. Null when nothing or several match. */
export function findStaged(query: string, store: StagingStore): SourceRow | null {
  const text = query.trim();
  const exact = store.source.findByDn(text) ?? store.source.get(text.toLowerCase().replace(/^\{|\}$/g, ''));
  if (exact !== null) return exact;
  const link = store.links.get(text) ?? store.links.byTarget(text.toLowerCase());
  const linked = link === null ? null : store.source.get(link.guid);
  if (linked !== null) return linked;
  const found = store.source.search(text);
  return found.find((row) => row.state !== 'gone') ?? found[0] ?? null;
}

/** Answers from the staging store alone why an object is as it is. Null when no staged AD object is meant. */
export function explain(query: string, settings: Settings, staged: StagingStore, now: Date = new Date(0)): Explanation | null {
  const store = withJoinedSources(settings, staged);
  const row = findStaged(query, store);
  if (row === null) return null;
  const facts = store.facts.get();
  const context = flowContext(settings, facts?.domains ?? [], now, store.source, planExtensions(settings.rules, facts ?? {}).leftOut);
  const scope = scopeVerdict(row, settings, store, now);
  const synchronizable = row.kind === 'user' || row.kind === 'group';
  const anchor = synchronizable ? anchorOf(row).value : null;
  const link = anchor === null ? null : store.links.get(anchor);
  const target = link === null ? null : store.target.get(link.targetId);
  const latest = store.plans.latest();
  const written = latest !== null && wasWritten(latest, store);
  const pending = latest === null || anchor === null ? [] : store.plans.changesOf(latest.summary.id, anchor).filter((change) => !written || change.hold !== null);
  const conflicts = store.conflicts.all().filter((conflict) => conflict.guid === row.guid);
  const shownLink = link === null ? null : { targetId: link.targetId, name: nameOf(target, link.targetId), origin: link.origin, state: link.state, since: link.since };
  return {
    side: 'source',
    dn: row.dn,
    guid: row.guid,
    kind: row.kind,
    state: row.state,
    joined: (row.joined ?? []).map(({ dn }) => dn),
    scope: scope.inScope ? { inScope: true, rule: null, means: null } : { inScope: false, rule: scope.rule, means: scope.means },
    anchor,
    link: shownLink,
    attributes: anchor !== null ? explainAttributes(row, link, target, context, overridesOf(anchor, store)) : [],
    members: row.kind === 'group' ? explainMembers(row, link, store, scopeOf(settings, store.source, now)) : null,
    manager: row.kind === 'user' ? explainManager(row, store) : null,
    pending,
    conflicts,
    lastWrite: anchor === null ? null : store.journal.lastOf(anchor),
    verdict: verdictOf(row, scope.inScope, scope.inScope ? null : scope.means, shownLink, pending, conflicts, settings.rules),
  };
}

/** The same for any object: the AD object that is meant, else the Entra object. Null when neither side knows it. */
export function explainAny(query: string, settings: Settings, store: StagingStore, now: Date): AnyExplanation | null {
  return explain(query, settings, store, now) ?? explainTarget(query, store);
}
