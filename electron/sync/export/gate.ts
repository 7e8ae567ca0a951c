import type { Cancel, Gate, Observe } from '../ports.ts';

/** Waits until the gate opens or the run is cancelled. */
export async function standAt(gate: Gate, cancel: Cancel, observe: Observe | undefined): Promise<void> {
  let stop = (): void => undefined;
  const cancelled = new Promise<void>((resolve) => {
    stop = resolve;
    cancel.addEventListener('abort', stop);
  });
  try {
    observe?.({ kind: 'paused' });
    if (!cancel.aborted) await Promise.race([gate.opened(), cancelled]);
  } finally {
    cancel.removeEventListener('abort', stop);
    observe?.({ kind: 'resumed' });
  }
}
