import type { Finding } from './finding.ts';
import type { ProfileInput } from './profile.ts';

/** The steps of the setup. Express leaves out those in the middle; custom has them all. */
export const setupSteps = ['welcome', 'source', 'join', 'target', 'names', 'containers', 'pilotGroup', 'anchor', 'matching', 'attributes', 'deletion', 'schedule', 'preview', 'firstSync', 'done'] as const;
export type SetupStep = (typeof setupSteps)[number];

export type SetupPath = 'express' | 'custom';

const customOnly: ReadonlySet<SetupStep> = new Set(['containers', 'pilotGroup', 'anchor', 'matching', 'attributes', 'deletion', 'schedule']);

/** What the steps depend on. */
type Course = { readonly path: SetupPath; readonly profile: Pick<ProfileDraft, 'furtherSources'> };

/** The steps of a path, in order. With one source there is nobody to recognize in another one. */
export function stepsOf({ path, profile }: Course): readonly SetupStep[] {
  const several = (profile.furtherSources ?? []).length > 0;
  return setupSteps.filter((step) => (step === 'join' ? several : path === 'custom' || !customOnly.has(step)));
}

const afterEditing: ReadonlySet<SetupStep> = new Set(['preview', 'firstSync', 'done']);

/** The steps that the stepper shows: changing a profile ends with its schedule. */
export function shownSteps(draft: Course & Pick<SetupDraft, 'editing'>): readonly SetupStep[] {
  return stepsOf(draft).filter((step) => !draft.editing || !afterEditing.has(step));
}

export function stepAfter(course: Course, step: SetupStep): SetupStep {
  const steps = stepsOf(course);
  return steps[steps.indexOf(step) + 1] ?? 'done';
}

export function stepBefore(course: Course, step: SetupStep): SetupStep | null {
  const steps = stepsOf(course);
  return steps[steps.indexOf(step) - 1] ?? null;
}

/** A profile that is being filled in: what is missing yet is empty. Secrets are references only. */
export type ProfileDraft = Omit<ProfileInput, 'source' | 'furtherSources' | 'target'> & {
  readonly source: Partial<ProfileInput['source']>;
  readonly furtherSources?: readonly (Partial<ProfileInput['source']> & { readonly name: string })[] | undefined;
  readonly target: Partial<ProfileInput['target']>;
};

/** What a check found, and on what input: it counts only as long as that stays the same. */
export type KeptCheck = { readonly at: string; readonly of: string; readonly findings: readonly Finding[] };

/**
 * The setup under way, as it is kept between two starts of the app. Holds no secret: passwords are stored at once and
 * named by `{"keychain": …}`.
 */
export type SetupDraft = {
  /** Names its secrets: `ID.source.password`. */
  readonly id: string;
  readonly path: SetupPath;
  readonly kind: 'real' | 'sample';
  readonly step: SetupStep;
  /** The furthest step that was reached; the stepper lets go back to any before it. */
  readonly furthest: SetupStep;
  /** Set when the profile stands on the shelf, from the preview on. */
  readonly profileId: string | null;
  /** The profile as `setup.prepare` last put it on the shelf, as `textOfProfile` writes it, and when (ISO 8601); null before. */
  readonly prepared: { readonly of: string; readonly at: string } | null;
  readonly profile: ProfileDraft;
  /** What the connected sides said, for later steps. */
  readonly facts: {
    readonly domain: string | null;
    readonly tenantName: string | null;
    readonly initialDomain: string | null;
    readonly verifiedDomains: readonly string[];
  };
  readonly checks: { readonly source: KeptCheck | null; readonly target: KeptCheck | null };
  /** What is known of the further sources, by their name. `fresh`: added here and not named after its domain yet. */
  readonly further: Readonly<Record<string, { readonly check: KeptCheck | null; readonly domain: string | null; readonly fresh: boolean }>>;
  /** What came without its secret with an imported profile: names of sources ('' is the first one), or `targetSecret`. */
  readonly awaited: readonly string[];
  readonly schedule: { readonly enabled: boolean; readonly everyMinutes: number };
  /** An existing profile is changed: nothing of it is taken away when the changes are discarded. */
  readonly editing: boolean;
  readonly startedAt: string;
};

export function isReached(draft: SetupDraft, step: SetupStep): boolean {
  return setupSteps.indexOf(step) <= setupSteps.indexOf(draft.furthest);
}

/** The draft at another step; what was entered stays, whichever way it goes. */
export function atStep(draft: SetupDraft, step: SetupStep): SetupDraft {
  const furthest = setupSteps.indexOf(step) > setupSteps.indexOf(draft.furthest) ? step : draft.furthest;
  return { ...draft, step, furthest };
}

/** The same text for the same content, whatever the order of the keys. */
function contentOf(value: object): string {
  const sort = (part: unknown): unknown => {
    if (Array.isArray(part)) return part.map(sort);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([key, inner]) => [key, sort(inner)]));
  };
  return JSON.stringify(sort(value));
}

/** What a check of one side depends on, as text: equal texts mean that its findings still count. */
export function inputOfCheck(side: Partial<ProfileInput['source']> | Partial<ProfileInput['target']>): string {
  return contentOf(side);
}

/** A profile as text: a preview counts for the profile that it was computed with, and for no other. */
export function textOfProfile(profile: ProfileDraft | ProfileInput): string {
  return contentOf(profile);
}

/** The profile on the shelf still is the one of the draft. */
export function isPrepared({ prepared, profile }: Pick<SetupDraft, 'prepared' | 'profile'>): boolean {
  return prepared !== null && prepared.of === textOfProfile(profile);
}

/** What of the source a connection depends on: choices about objects do not. */
export function connectionOf({ url, domain, username, password, startTls, allowPlainText, tls, baseDn }: Partial<ProfileInput['source']>): Partial<ProfileInput['source']> {
  return JSON.parse(JSON.stringify({ url, domain, username, password, startTls, allowPlainText, tls, baseDn })) as Partial<ProfileInput['source']>;
}

export function hasErrors(check: KeptCheck | null): boolean {
  return check === null || check.findings.some(({ severity }) => severity === 'error');
}
