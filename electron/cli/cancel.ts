import type { Terminal } from './terminal.ts';

/**
 * Turns the first SIGINT or SIGTERM into a cooperative cancel and the second into an immediate end (exit code 130).
 * Staged data and journal survive an immediate end: the next run looks up what was in flight.
 */
export function cancelOnSignals(terminal: Terminal): { readonly cancel: AbortSignal; dispose(): void } {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
    terminal.say('\nCancelling: what is in flight is finished first. Press Ctrl+C again to end at once.');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    cancel: controller.signal,
    dispose() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
