import type { Gate } from '../../../sync/ports.ts';

/** A gate that somebody closes and opens. */
export type PauseGate = Gate & { close(): void; open(): void };

export function createPauseGate(): PauseGate {
  let closed = false;
  let waiting: (() => void)[] = [];
  return {
    get closed() {
      return closed;
    },
    opened: () => (closed ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve()),
    close() {
      closed = true;
    },
    open() {
      closed = false;
      for (const resolve of waiting) resolve();
      waiting = [];
    },
  };
}
