import type { AttributeChange } from '../../../shared/plan.ts';
import type { Situation } from '../../../shared/situation.ts';
import { photoProperty } from '../flow/properties.ts';
import { project, textOf } from '../flow/project.ts';
import { suffixOf } from '../flow/text.ts';
import { conflictOf } from '../review/book.ts';
import type { Draft } from '../review/draft.ts';
import type { SourceRow, TargetRow } from '../store.ts';
import type { ChangeInput } from './book.ts';
import { draftAbout } from './candidate.ts';
import type { Composition } from './context.ts';
import { attributesForCreate, diffOf, type Diff, type DriftPolicy } from './diff.ts';
import { matchedByNameRule, matchedBySidRule } from './matched-by.ts';
import { membershipOf } from './memberships.ts';
import { refusedDraft } from './refused.ts';
import { isHeld, type Verdict } from './verdict.ts';

const nothing: ReadonlySet<string> = new Set();

function hold(drafts: readonly Draft[], row: SourceRow, composition: Composition): void {
  const conflict = conflictOf(drafts, row.dn, composition.resolutions, composition.store, composition.digest);
  if (conflict !== null) composition.conflict(conflict);
  composition.book.counts(row.kind === 'group' ? 'group' : 'user').held += 1;
}

function driftDraft(verdict: Verdict, change: Diff['drifted'][number]): Draft {
  const now = textOf(change.from);
  return draftAbout(verdict.identity, 'drift', {
    attribute: change.name,
    value: now,
    others: verdict.targetId === null ? [] : [{ side: 'target', id: verdict.targetId }],
    detail: textOf(change.to),
    facts: { attribute: change.name, source: textOf(change.to), target: now },
  });
}

/** Compares with the target object; decisions on single drifted attributes are looked up and applied on the way. */
function compare(row: SourceRow, verdict: Verdict, target: TargetRow | null, composition: Composition): { readonly diff: Diff; readonly drafts: readonly Draft[] } {
  const { store, index, settings, decisions } = composition;
  const { identity, targetId } = verdict;
  const projection = project(row, identity.anchor, composition.flow, decisions.overrides.get(identity.guid) ?? null);
  const link = verdict.base === 'linked' ? store.links.get(verdict.formerAnchor ?? identity.anchor) : null;
  const keepCloud = new Set(decisions.keepCloud.get(identity.guid) ?? nothing);
  const takeOver = new Set(decisions.takeOver.get(identity.guid) ?? nothing);
  for (;;) {
    const drift: DriftPolicy = { kind: verdict.base === 'linked' ? settings.policies.drift : 'revert', keepCloud, takeOver };
    const diff = diffOf(projection, target?.attributes ?? {}, link?.confirmed ?? {}, {
      formerlySynced: target?.attributes['onPremisesSyncEnabled'] === false,
      roleHolder: (verdict.base === 'linked' || verdict.base === 'link') && identity.type === 'user' && targetId !== null && (index.roles(targetId)?.length ?? 0) > 0,
      keepPrincipalName: verdict.keptPrincipalName !== null,
      drift,
    });
    const drafts = diff.heldDrift.map((change) => driftDraft(verdict, change));
    let news = false;
    for (const draft of drafts) {
      const resolution = composition.resolutions.answer(draft);
      if (resolution === null || draft.attribute === null) continue;
      (resolution.kind === 'keepCloud' ? keepCloud : takeOver).add(draft.attribute);
      news = true;
    }
    if (!news) return { diff, drafts };
  }
}

/** Keeps the link's names up to date, and makes an identity that came back a linked one again. */
function refreshLink(row: SourceRow, verdict: Verdict, composition: Composition): void {
  const { links } = composition.store;
  const link = verdict.formerAnchor === null ? links.get(verdict.identity.anchor) : null;
  if (link === null || link.state === 'released' || (link.dn === row.dn && link.guid === row.guid && link.state === 'linked')) return;
  links.put({ ...link, dn: row.dn, guid: row.guid, state: 'linked' });
}

function noteLeftOut(row: SourceRow, diff: Diff, composition: Composition): void {
  for (const [reason, attributes] of Object.entries(diff.leftOut)) {
    composition.losses.add(reason);
    composition.note({ dn: row.dn, attribute: attributes.join(', '), text: leftOutTexts[reason] ?? reason });
  }
}

const leftOutTexts: Readonly<Record<string, string>> = {
  mailCannotBeCleared: 'is empty in Active Directory; Microsoft Graph cannot clear it, so the target keeps its value',
  formerlySynced: 'cannot be written on an object that was synchronized by Entra Connect before, so it is left out',
  roleHolderSensitive: 'is not written, because the user holds an Entra role and Microsoft Graph lets only a privileged app change it',
};

function notePrincipalName(row: SourceRow, verdict: Verdict, composition: Composition): void {
  const { identity, keptPrincipalName } = verdict;
  if (!identity.principalNameComputed) return;
  const source = project(row, identity.anchor, composition.flow, null).sourcePrincipalName ?? '';
  composition.note({ dn: row.dn, attribute: 'userPrincipalName', text: `signs in as ${keptPrincipalName ?? identity.principalName ?? ''}, because ${suffixOf(source) ?? 'the suffix'} is not verified in the tenant` });
}

/** The main change of one identity, not yet placed; null when there is none. Counts and conflicts are recorded. `target`: the object of the verdict's `targetId`. */
export function composeMain(row: SourceRow, verdict: Verdict, target: TargetRow | null, composition: Composition): ChangeInput | null {
  const { book } = composition;
  if (isHeld(verdict)) {
    hold(verdict.drafts, row, composition);
    return null;
  }
  const { identity } = verdict;
  const common = { type: identity.type, anchor: identity.anchor, guid: identity.guid, dn: row.dn, target: verdict.targetId } as const;
  notePrincipalName(row, verdict, composition);
  let input: ChangeInput | null;
  if (verdict.base === 'create') {
    const projection = project(row, identity.anchor, composition.flow, composition.decisions.overrides.get(identity.guid) ?? null);
    input = { ...common, target: null, action: 'create', reason: verdict.situation, attributes: attributesForCreate(projection) };
  } else {
    const { diff, drafts } = compare(row, verdict, target, composition);
    if (drafts.length > 0) {
      hold(drafts, row, composition);
      return null;
    }
    noteLeftOut(row, diff, composition);
    if (verdict.base === 'linked') refreshLink(row, verdict, composition);
    if (verdict.base === 'linked' && diff.confirmed !== null) composition.store.links.confirm(identity.anchor, diff.confirmed);
    input = changeFrom(row, verdict, diff, common, composition);
  }
  if (input === null) {
    book.counts(identity.type).unchanged += 1;
    return null;
  }
  const refused = refusedDraft(input, identity, composition);
  if (refused === null) return input;
  hold([refused], row, composition);
  return null;
}

function changeFrom(row: SourceRow, verdict: Verdict, diff: Diff, common: Omit<ChangeInput, 'action' | 'reason'>, composition: Composition): ChangeInput | null {
  // The photo of an object that is linked in this run follows in the next one.
  const attributes = verdict.base === 'link' ? diff.changes.filter(({ name }) => name !== photoProperty) : diff.changes;
  if (verdict.base === 'restore') return { ...common, action: 'restore', reason: 'returned', attributes };
  if (verdict.base === 'link') {
    const foreign = verdict.identity.type === 'group' ? membershipOf(row, verdict, composition).foreign : [];
    const { displayName, sid } = verdict.identity;
    const key: readonly AttributeChange[] =
      verdict.origin === 'displayName' && !attributes.some(({ name }) => name === 'displayName')
        ? [{ name: 'displayName', from: displayName, to: displayName, rule: matchedByNameRule }]
        : verdict.origin === 'sid'
          ? [{ name: 'onPremisesSecurityIdentifier', from: sid, to: sid, rule: matchedBySidRule }]
          : [];
    return { ...common, action: 'link', reason: 'found', attributes: [...key, ...attributes], references: foreign.map((id) => ({ dn: id, guid: null, target: id })) };
  }
  if (attributes.length === 0) return null;
  const reason: Situation = diff.drifted.length > 0 ? 'drift' : verdict.situation === 'returned' ? 'returned' : 'changed';
  const disables = attributes.some((change) => change.name === 'accountEnabled' && change.to === false);
  return { ...common, action: disables ? 'disable' : 'update', reason, attributes };
}
