import { asProblem, Problem } from '../../shared/errors.ts';
import type { Phase } from '../../shared/run.ts';
import type { RunPorts, RunRequest } from './run.ts';

/** Does one phase of a run and records it as a step, whatever comes of it. `title` names a part of the phase that can fail alone. Throws what the phase throws. */
export async function step<T>(phase: Phase, request: Pick<RunRequest, 'runId'>, ports: RunPorts, work: () => Promise<T> | T, describe: (result: T) => { readonly objects: number; readonly text: string }, title: string | null = null): Promise<T> {
  const { store, clock } = ports;
  const startedAt = clock.now().toISOString();
  const record = (outcome: 'done' | 'failed' | 'cancelled', objects: number, text: string): void => {
    store.runs.step(request.runId, { phase, startedAt, endedAt: clock.now().toISOString(), objects, outcome, text });
    ports.observe?.({ kind: 'phaseEnded', phase, outcome, objects, text });
  };
  ports.observe?.({ kind: 'phaseStarted', phase });
  try {
    if (ports.cancel.aborted) throw new Problem('cancelled', 'The run was cancelled.', 'Start it again when you want; it goes on where it stopped.');
    const result = await work();
    const { objects, text } = describe(result);
    record('done', objects, text);
    return result;
  } catch (thrown) {
    const problem = asProblem(thrown);
    record(problem.kind === 'cancelled' ? 'cancelled' : 'failed', 0, title === null ? problem.message : `${title}: ${problem.message}`);
    throw thrown;
  }
}
