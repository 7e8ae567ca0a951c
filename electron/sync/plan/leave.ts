import type { Settings } from '../settings.ts';
import type { Draft } from '../review/draft.ts';
import type { ChangeInput } from './book.ts';
import type { Composition } from './context.ts';
import { refusedDraft } from './refused.ts';
import type { LinkEntry } from '../store.ts';

/** What happens to a target object whose AD object is gone: planned, only remembered, or nothing. */
export type Leaving =
  | { readonly kind: 'change'; readonly input: ChangeInput; readonly draft: Draft }
  /** The link changes its state without a write: the account is disabled already, the object vanished, the admin lets go. */
  | { readonly kind: 'link'; readonly link: LinkEntry; readonly state: 'disabled' | 'released' | 'forgotten' }
  /** Held: another tool synchronizes the object now, or Graph refused the write before and nothing changed since. */
  | { readonly kind: 'refused'; readonly draft: Draft; readonly dn: string; readonly targetId: string }
  | { readonly kind: 'nothing' };

const nothing: Leaving = { kind: 'nothing' };
const dayMs = 86_400_000;

function actionFor(link: LinkEntry, policy: Settings['policies']['delete'], afterDays: number, now: Date): 'delete' | 'disable' | null {
  if (policy === 'ignore') return null;
  if (policy === 'delete') return 'delete';
  if (policy === 'disable') return 'disable';
  const days = (now.getTime() - Date.parse(link.since)) / dayMs;
  return link.state === 'disabled' && days >= afterDays ? 'delete' : 'disable';
}

/** The reaction to sourceMissing (design, sections 6 and 7), before protection. */
export function leavingOf(link: LinkEntry, composition: Composition, now: Date): Leaving {
  const { store, index, settings } = composition;
  const entry = index.get(link.targetId);
  if (entry === undefined) return { kind: 'link', link, state: 'forgotten' };
  const dn = store.links.get(link.anchor)?.dn ?? link.guid;
  const base: Omit<Draft, 'detail' | 'facts' | 'resolutions'> = { situation: 'sourceMissing', type: link.type, guid: link.guid, anchor: link.anchor, attribute: null, value: null, others: [{ side: 'target', id: link.targetId }], recommended: null };
  if (entry.synced === true) {
    const draft: Draft = { ...base, situation: 'managedElsewhere', detail: 'onPremisesSyncEnabled is true', facts: { target: link.targetId }, resolutions: ['exclude'] };
    return { kind: 'refused', draft, dn, targetId: link.targetId };
  }
  const draft: Draft = { ...base, detail: 'deleted', facts: { target: link.targetId }, resolutions: link.type === 'user' ? ['keepUnlinked', 'disableOnly'] : ['keepUnlinked'] };
  const resolution = composition.resolutions.answer(draft);
  if (resolution?.kind === 'keepUnlinked') return { kind: 'link', link, state: 'released' };
  const action = resolution?.kind === 'disableOnly' ? 'disable' : actionFor(link, settings.policies.delete, settings.policies.deleteAfterDays, now);
  if (action === null) return nothing;
  const common = { type: link.type, anchor: link.anchor, guid: link.guid, dn, target: link.targetId, reason: 'sourceMissing' } as const;
  const refusedOr = (input: ChangeInput, change: Draft): Leaving => {
    const refused = refusedDraft(input, link, composition);
    return refused === null ? { kind: 'change', draft: change, input } : { kind: 'refused', draft: refused, dn, targetId: link.targetId };
  };
  if (action === 'delete') return refusedOr({ ...common, action }, draft);
  const enabled = link.type === 'user' && store.target.get(link.targetId)?.attributes['accountEnabled'] !== false;
  if (!enabled) return link.state === 'disabled' ? nothing : { kind: 'link', link, state: 'disabled' };
  const attributes = [{ name: 'accountEnabled', from: true, to: false, rule: 'policies.delete' }];
  return refusedOr({ ...common, action, attributes }, { ...draft, detail: 'disabled' });
}
