import { useEffect } from 'react';
import { create } from 'zustand';

/** What a step alone knows: why it cannot be left yet, and what Next does instead of going on. */
type StepFacts = { readonly reason: string | null; readonly label: string | null; readonly onNext: (() => void) | null };

export const useStepFacts = create<StepFacts>(() => ({ reason: null, label: null, onNext: null }));

/** Tells the footer, as long as the step is shown. */
export function useStepReason(reason: string | null, next: { readonly label?: string; readonly onNext?: () => void } = {}): void {
  const { label, onNext } = next;
  useEffect(() => {
    useStepFacts.setState({ reason, label: label ?? null, onNext: onNext ?? null });
  }, [reason, label, onNext]);
  useEffect(() => () => useStepFacts.setState({ reason: null, label: null, onNext: null }), []);
}
