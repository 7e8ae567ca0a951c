import { create } from 'zustand';
import type { Refusal } from '../../../shared/ipc/call.ts';
import { atStep, stepAfter, stepBefore, type ProfileDraft, type SetupDraft, type SetupPath, type SetupStep } from '../../../shared/setup.ts';
import { call, refusalFrom } from '../../api.ts';
import { openScreen } from '../../frame/navigation.ts';

type SetupState = {
  readonly loaded: boolean;
  readonly draft: SetupDraft | null;
  /** The welcome page is shown although a setup is under way. */
  readonly welcome: boolean;
  readonly problem: Refusal | null;
};

export const useSetupStore = create<SetupState>(() => ({ loaded: false, draft: null, welcome: true, problem: null }));

export const failed = (error: unknown): void => useSetupStore.setState({ problem: refusalFrom(error) });

/** Reads the draft that an earlier start left. */
export async function loadSetup(): Promise<void> {
  try {
    const draft = await call('setup.read', null);
    useSetupStore.setState({ loaded: true, draft, welcome: draft === null, problem: null });
  } catch (error) {
    useSetupStore.setState({ loaded: true });
    failed(error);
  }
}

export async function beginSetup(path: SetupPath, sample: boolean): Promise<void> {
  try {
    useSetupStore.setState({ draft: await call('setup.begin', { path, sample }), welcome: false, problem: null });
    openScreen('setup');
  } catch (error) {
    failed(error);
  }
}

/** Opens a profile that is there in the steps of the setup. */
export async function editProfile(profileId: string): Promise<void> {
  try {
    useSetupStore.setState({ draft: await call('setup.edit', { profileId }), welcome: false, loaded: true, problem: null });
    openScreen('setup');
  } catch (error) {
    failed(error);
    openScreen('setup');
  }
}

/** Puts the changes of `editProfile` in place. */
export async function applyEdit(): Promise<void> {
  try {
    await draftKept();
    await call('setup.apply', null);
    useSetupStore.setState({ draft: null, welcome: true, loaded: false, problem: null });
    openScreen('settings');
  } catch (error) {
    failed(error);
  }
}

let saving: Promise<unknown> = Promise.resolve();

/** Changes the draft and keeps it; saves follow one another, the last one wins. */
export function changeDraft(change: (draft: SetupDraft) => SetupDraft): void {
  const { draft } = useSetupStore.getState();
  if (draft === null) return;
  const next = change(draft);
  useSetupStore.setState({ draft: next, problem: null });
  saving = saving.then(() => call('setup.save', { draft: next })).catch(failed);
}

/** Resolves when everything that was changed is kept. */
export function draftKept(): Promise<unknown> {
  return saving;
}

export function changeProfile(change: Partial<ProfileDraft>): void {
  changeDraft((draft) => ({ ...draft, profile: { ...draft.profile, ...change } }));
}

export function changeTarget(change: Partial<ProfileDraft['target']>): void {
  changeDraft((draft) => ({ ...draft, profile: { ...draft.profile, target: withoutUndefined({ ...draft.profile.target, ...change }) } }));
}

function withoutUndefined<T extends object>(value: T): T {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as T;
}

export function goTo(step: SetupStep): void {
  changeDraft((draft) => atStep(draft, step));
}

export function goNext(): void {
  changeDraft((draft) => atStep(draft, stepAfter(draft, draft.step)));
}

export function goBack(): void {
  const { draft } = useSetupStore.getState();
  if (draft === null) return;
  const before = stepBefore(draft, draft.step);
  if (before === null || before === 'welcome') useSetupStore.setState({ welcome: true });
  else goTo(before);
}

export async function discardSetup(): Promise<void> {
  try {
    await draftKept();
    await call('setup.discard', null);
    useSetupStore.setState({ draft: null, welcome: true, problem: null });
  } catch (error) {
    failed(error);
  }
}
