import { create } from 'zustand';
import type { Situation } from '../../../shared/situation.ts';

type Store = { readonly situation: Situation | null; readonly text: string; readonly selected: string | null; /** Grows with every decision: what is shown is asked for again. */ readonly turn: number; readonly navigated: number };

/** Where the review stands; it outlives the screen. */
export const useConflictStore = create<Store>(() => ({ situation: null, text: '', selected: null, turn: 0, navigated: -1 }));

export function decisionsChanged(): void {
  useConflictStore.setState(({ turn }) => ({ turn: turn + 1 }));
}

/** Goes on from one conflict to another when an answer came; a person who chose something else meanwhile stays there. */
export function goOn(from: string | null, to: string | null): void {
  useConflictStore.setState(({ selected }) => (selected === from ? { selected: to } : {}));
}
