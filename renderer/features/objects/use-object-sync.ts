import { useCallback, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../../shared/ipc/call.ts';
import type { ObjectPlan } from '../../../shared/ipc/objects.ts';
import type { RunView } from '../../../shared/ipc/runs.ts';
import { call, refusalFrom } from '../../api.ts';
import { runObject } from './object-run.ts';

/** From the check over what it shows to what was written. `problem`: the writing was refused, and `plan` is what would be written now. */
export type ObjectSync =
  | { readonly step: 'checking' }
  | { readonly step: 'failed'; readonly refusal: Refusal }
  | { readonly step: 'shown'; readonly plan: ObjectPlan; readonly problem: Refusal | null }
  | { readonly step: 'writing'; readonly plan: ObjectPlan }
  | { readonly step: 'done'; readonly plan: ObjectPlan; readonly view: RunView | null };

/** Synchronizes one object in two steps: a check that writes nothing, and the writing of exactly what it showed. `onRead` hears each time the object was read. */
export function useObjectSync(profileId: string, query: string, onRead: () => void): { readonly sync: ObjectSync; check(): void; write(): void; stop(): void } {
  const [sync, setSync] = useState<ObjectSync>({ step: 'checking' });
  const runId = useRef<string | null>(null);
  const read = useRef(onRead);
  useEffect(() => {
    read.current = onRead;
  });

  const run = useCallback(
    async (shown: string | null): Promise<RunView | null> => {
      const view = await runObject({ profileId, object: query.replace(/^ad:/, ''), shown }, (id) => { runId.current = id; });
      read.current();
      return view;
    },
    [profileId, query],
  );
  const planned = useCallback(
    async (): Promise<ObjectPlan> => {
      const plan = await call('objects.planned', { profileId, query });
      if (plan === null) throw new Error('the object that was just read is not known');
      return plan;
    },
    [profileId, query],
  );
  const check = useCallback(async (): Promise<void> => {
    setSync({ step: 'checking' });
    try {
      await run(null);
      setSync({ step: 'shown', plan: await planned(), problem: null });
    } catch (error) {
      setSync({ step: 'failed', refusal: refusalFrom(error) });
    }
  }, [run, planned]);
  const write = async (plan: ObjectPlan): Promise<void> => {
    setSync({ step: 'writing', plan });
    try {
      setSync({ step: 'done', plan, view: await run(plan.shown) });
    } catch (error) {
      const problem = refusalFrom(error);
      await planned().then((now) => setSync({ step: 'shown', plan: now, problem }), () => setSync({ step: 'failed', refusal: problem }));
    }
  };
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current) return;
    begun.current = true;
    void check();
  }, [check]);
  return {
    sync,
    check: () => void check(),
    write: () => {
      if (sync.step === 'shown') void write(sync.plan);
    },
    stop: () => {
      if (runId.current !== null && (sync.step === 'checking' || sync.step === 'writing')) call('runs.cancel', { runId: runId.current }).catch(() => undefined);
    },
  };
}
