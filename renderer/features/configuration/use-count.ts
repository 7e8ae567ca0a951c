import { useCallback, useEffect, useId, useState } from 'react';
import type { Refusal } from '../../../shared/ipc/call.ts';
import type { OutputOf } from '../../../shared/ipc/contract.ts';
import type { DirectoryOf } from '../../../shared/ipc/directory.ts';
import { call, refusalFrom } from '../../api.ts';
import { useEvent } from '../../hooks/use-event.ts';

export type Counting =
  | { readonly state: 'counting'; readonly text: string | null }
  | { readonly state: 'done'; readonly counts: OutputOf<'directory.count'> }
  | { readonly state: 'failed'; readonly refusal: Refusal };

/** Counts the objects of a directory while the component is shown; what was counted before is answered at once. */
export function useCount(of: DirectoryOf): Counting & { readonly recount: () => Promise<void>; readonly stop: () => void } {
  const operation = `count${useId()}`;
  const where = JSON.stringify(of);
  const [counting, setCounting] = useState<Counting>({ state: 'counting', text: null });
  const count = useCallback(
    async (fresh: boolean): Promise<void> => {
      setCounting({ state: 'counting', text: null });
      try {
        const counts = await call('directory.count', { of: JSON.parse(where) as DirectoryOf, operation, fresh });
        setCounting({ state: 'done', counts });
      } catch (error) {
        setCounting({ state: 'failed', refusal: refusalFrom(error) });
      }
    },
    [where, operation],
  );
  useEffect(() => {
    void count(false);
    return () => void call('directory.stop', { operation });
  }, [count, operation]);
  useEvent('operation.progress', (progress) => {
    if (progress.operation === operation) setCounting((before) => (before.state === 'counting' ? { state: 'counting', text: progress.text } : before));
  });
  return { ...counting, recount: () => count(true), stop: () => void call('directory.stop', { operation }) };
}
