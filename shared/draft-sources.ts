import { titleOfSource, type ProfileInput } from './profile.ts';
import type { KeptCheck, SetupDraft } from './setup.ts';

/**
 * The sources of a setup: the first one, named '', and further ones. Pure changes of the draft, so that forms for one and
 * for many are the same.
 */
export type SourceInput = Partial<ProfileInput['source']>;

export type DraftSource = {
  /** '' for the first one. */
  readonly name: string;
  /** What people call it: its domain as the check found it, else as entered, else its address. */
  readonly title: string;
  readonly source: SourceInput;
  readonly check: KeptCheck | null;
  /** Its profile was imported without the password, which was not entered yet. */
  readonly passwordAwaited: boolean;
};

/** What `awaited` of a draft calls the secret of the application; no source can be called so. */
export const targetSecret = '<target>';

/** As a name of a source has to be (see the profile's schema). */
const nameCharacters = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;
const unknown = { check: null, domain: null, fresh: false } as const;

/** The name in the encrypted store of a source's password. */
export function passwordNameOf(draftId: string, source: string): string {
  return source === '' ? `${draftId}.source.password` : `${draftId}.furtherSources.${source.toLowerCase()}.password`;
}

/** Every source of a draft, by precedence. */
export function draftSources({ profile, facts, checks, further, awaited }: SetupDraft): readonly DraftSource[] {
  const entry = (name: string, source: SourceInput, domain: string | null, check: KeptCheck | null): DraftSource => ({
    name,
    title: domain ?? titleOfSource(source, name === '' ? 'Active Directory' : name),
    source,
    check,
    passwordAwaited: source.password === undefined && awaited.includes(name),
  });
  return [
    entry('', profile.source, facts.domain, checks.source),
    ...(profile.furtherSources ?? []).map(({ name, ...source }) => {
      const { domain, check } = further[name] ?? unknown;
      return entry(name, source, domain, check);
    }),
  ];
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

/** The draft with a source changed; what is undefined in the change is taken out. */
export function withSource(draft: SetupDraft, name: string, change: { readonly [Key in keyof SourceInput]?: SourceInput[Key] | undefined }): SetupDraft {
  const { profile } = draft;
  const changed = <S extends SourceInput>(source: S): S => withoutUndefined({ ...source, ...change }) as S;
  if (name === '') return { ...draft, profile: { ...profile, source: changed(profile.source) } };
  return { ...draft, profile: { ...profile, furtherSources: (profile.furtherSources ?? []).map((each) => (each.name === name ? changed(each) : each)) } };
}

/** The password of a source was stored: its old check says nothing any more. */
export function withPassword(draft: SetupDraft, name: string): SetupDraft {
  const stored = withSource({ ...draft, awaited: draft.awaited.filter((each) => each !== name) }, name, { password: { keychain: passwordNameOf(draft.id, name) } });
  if (name === '') return { ...stored, checks: { ...stored.checks, source: null } };
  return { ...stored, further: { ...stored.further, [name]: { ...(stored.further[name] ?? unknown), check: null } } };
}

function isTaken({ profile }: SetupDraft, name: string): boolean {
  return (profile.furtherSources ?? []).some((each) => each.name.toLowerCase() === name.toLowerCase());
}

/** The draft with one more source, which is empty yet. */
export function withAnotherSource(draft: SetupDraft): SetupDraft {
  let number = 2;
  while (isTaken(draft, `forest-${number}`)) number += 1;
  const name = `forest-${number}`;
  return {
    ...draft,
    profile: { ...draft.profile, furtherSources: [...(draft.profile.furtherSources ?? []), { name }] },
    further: { ...draft.further, [name]: { check: null, domain: null, fresh: true } },
  };
}

/** A source is staged under its name, so only one that was added here gets the name of its domain. */
function renamed(draft: SetupDraft, name: string, domain: string): SetupDraft {
  if (!nameCharacters.test(domain) || isTaken(draft, domain)) return draft;
  const { [name]: known = unknown, ...others } = draft.further;
  return {
    ...draft,
    profile: { ...draft.profile, furtherSources: (draft.profile.furtherSources ?? []).map((each) => (each.name === name ? { ...each, name: domain } : each)) },
    further: { ...others, [domain]: { ...known, fresh: false } },
  };
}

/** What a check of a source found, and the domain that it met. A source that was removed meanwhile stays removed. */
export function withSourceCheck(draft: SetupDraft, name: string, check: KeptCheck, domain: string | null): SetupDraft {
  if (name !== '' && !isTaken(draft, name)) return draft;
  if (name === '') {
    const { profile } = draft;
    return { ...draft, facts: { ...draft.facts, domain }, profile: { ...profile, name: profile.name === '' && domain !== null ? domain : profile.name }, checks: { ...draft.checks, source: check } };
  }
  const known = draft.further[name] ?? unknown;
  const checked = { ...draft, further: { ...draft.further, [name]: { ...known, check, domain } } };
  return known.fresh && domain !== null ? renamed(checked, name, domain) : checked;
}

/** The first source cannot go once something was staged for it: what follows it would take its place there. */
export function canRemoveSource(draft: SetupDraft, name: string): boolean {
  return name !== '' || (draft.profileId === null && (draft.profile.furtherSources ?? []).length > 0);
}

/** The draft without a source. When the first one goes, the next one takes its place. Without further ones nobody is joined. */
export function withoutSource(draft: SetupDraft, name: string): SetupDraft {
  if (!canRemoveSource(draft, name)) return draft;
  const all = draft.profile.furtherSources ?? [];
  const gone = name === '' ? (all[0]?.name ?? '') : name;
  const left = all.filter((each) => each.name !== gone);
  const { [gone]: known = unknown, ...further } = draft.further;
  const { furtherSources: _all, join, ...profile } = draft.profile;
  const rest = { ...profile, ...(left.length === 0 ? {} : { furtherSources: left, ...(join === undefined ? {} : { join }) }) };
  if (name !== '') return { ...draft, profile: rest, further, awaited: draft.awaited.filter((each) => each !== name) };
  const { name: _name, ...source } = all[0] ?? { name: '' };
  const awaited = draft.awaited.filter((each) => each !== '').map((each) => (each === gone ? '' : each));
  return { ...draft, profile: { ...rest, source }, facts: { ...draft.facts, domain: known.domain }, checks: { ...draft.checks, source: known.check }, further, awaited };
}
