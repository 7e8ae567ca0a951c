import type { Refusal } from '../../../shared/ipc/call.ts';
import type { InputOf } from '../../../shared/ipc/contract.ts';
import type { RunView } from '../../../shared/ipc/runs.ts';
import { call, on, RefusedCall } from '../../api.ts';
import { objectStrings } from '../../strings/objects.ts';

/** Runs one object and answers the run when it has ended. Throws RefusedCall when it failed or was cancelled. */
export async function runObject(input: InputOf<'runs.startObject'>, started: (runId: string) => void): Promise<RunView | null> {
  const endings = new Map<string, Refusal | null>();
  let wake = (): void => undefined;
  const stop = on('run.ended', ({ runId, problem }) => {
    endings.set(runId, problem);
    wake();
  });
  try {
    const { runId } = await call('runs.startObject', input);
    started(runId);
    while (!endings.has(runId)) await new Promise<void>((resolve) => { wake = resolve; });
    const problem = endings.get(runId) ?? null;
    if (problem !== null) throw new RefusedCall(problem);
    const view = await call('runs.current', { profileId: input.profileId });
    const result = view?.runId === runId ? view.result : null;
    if (result?.error) throw new RefusedCall({ ...result.error, field: null });
    if (result?.outcome === 'cancelled') throw new RefusedCall({ kind: 'cancelled', message: objectStrings.sync.stopped, fix: objectStrings.sync.stoppedFix, field: null });
    return view;
  } finally {
    stop();
  }
}
