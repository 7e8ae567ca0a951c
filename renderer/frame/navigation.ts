import { create } from 'zustand';

export const screenIds = ['home', 'plan', 'runs', 'conflicts', 'objects', 'rules', 'health', 'settings', 'setup'] as const;
export type ScreenId = (typeof screenIds)[number];

/** What a screen is opened with: a filter, an object, a run. Each screen documents what it reads. */
export type ScreenParameters = Readonly<Record<string, string>>;

type Navigation = { readonly screen: ScreenId; readonly parameters: ScreenParameters; readonly turn: number };

/** `turn` grows with every navigation, so that a screen notices being opened again with the same parameters. */
export const useNavigation = create<Navigation>(() => ({ screen: 'home', parameters: {}, turn: 0 }));

/** Every number that can be clicked goes through here. */
export function openScreen(screen: ScreenId, parameters: ScreenParameters = {}): void {
  useNavigation.setState(({ turn }) => ({ screen, parameters, turn: turn + 1 }));
}

export function isScreen(text: string): text is ScreenId {
  return screenIds.some((id) => id === text);
}
