import { useCallback, useRef, useState } from 'react';
import type { Finding } from '../../../../shared/finding.ts';
import type { Refusal } from '../../../../shared/ipc/call.ts';
import { call, refusalFrom } from '../../../api.ts';
import { useEvent } from '../../../hooks/use-event.ts';

export type LiveCheck = { readonly running: boolean; readonly rows: readonly Finding[]; readonly refusal: Refusal | null; readonly run: <T>(ask: (operation: string) => Promise<T>) => Promise<T | null>; readonly stop: () => void };

let nextNumber = 1;

/** Runs a check of which the rows fill in live. */
export function useLiveCheck(name: string): LiveCheck {
  const operation = useRef('');
  const [running, setRunning] = useState(false);
  const [rows, setRows] = useState<readonly Finding[]>([]);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  useEvent('operation.finding', (event) => {
    if (event.operation === operation.current) setRows((before) => [...before, event.finding]);
  });
  const run = useCallback(
    async <T>(ask: (operation: string) => Promise<T>): Promise<T | null> => {
      const mine = `${name}-${nextNumber++}`;
      operation.current = mine;
      setRows([]);
      setRefusal(null);
      setRunning(true);
      try {
        const answer = await ask(mine);
        return operation.current === mine ? answer : null;
      } catch (error) {
        if (operation.current === mine) setRefusal(refusalFrom(error));
        return null;
      } finally {
        if (operation.current === mine) setRunning(false);
      }
    },
    [name],
  );
  const stop = useCallback(() => {
    const mine = operation.current;
    operation.current = '';
    setRunning(false);
    void call('setup.stop', { operation: mine });
  }, []);
  return { running, rows, refusal, run, stop };
}
