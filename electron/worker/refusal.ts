import { asProblem, InputProblem } from '../../shared/errors.ts';
import type { Answer, Refusal } from '../../shared/ipc/call.ts';

/** A thrown thing as it crosses a process border. Carries no stack and no secret. */
export function refusalOf(error: unknown): Refusal {
  const { kind, message, fix } = asProblem(error);
  return { kind, message, fix, field: error instanceof InputProblem ? error.field : null };
}

/** An answer, whatever `work` does. */
export async function answerOf<T>(work: () => Promise<T> | T): Promise<Answer<T>> {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    return { ok: false, problem: refusalOf(error) };
  }
}
