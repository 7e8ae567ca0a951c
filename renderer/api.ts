import type { Answer, Refusal } from '../shared/ipc/call.ts';
import type { CallName, CausewayApi, InputOf, OutputOf } from '../shared/ipc/contract.ts';

declare global {
  var causeway: CausewayApi;
}

/** A refusal as an exception: what happened, and what to do. */
export class RefusedCall extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.name = 'RefusedCall';
    this.refusal = refusal;
  }
}

/** Asks the main process or a worker. Throws RefusedCall. */
export async function call<Name extends CallName>(name: Name, input: InputOf<Name>): Promise<OutputOf<Name>> {
  const [noun = '', verb = ''] = name.split('.');
  const methods = globalThis.causeway as unknown as Readonly<Record<string, Readonly<Record<string, (input: unknown) => Promise<Answer<OutputOf<Name>>>>>>>;
  const answer = await methods[noun]?.[verb]?.(input);
  if (answer === undefined) throw new RefusedCall({ kind: 'internal', message: `This version of Causeway does not know ${name}.`, fix: 'Start Causeway again.', field: null });
  if (!answer.ok) throw new RefusedCall(answer.problem);
  return answer.value;
}

/** Any thrown thing as what happened and what to do. */
export function refusalFrom(error: unknown): Refusal {
  if (error instanceof RefusedCall) return error.refusal;
  return { kind: 'internal', message: error instanceof Error ? error.message : String(error), fix: 'Try again; when it happens again, export diagnostics in Settings and report it.', field: null };
}

export const on: CausewayApi['on'] = (name, listener) => globalThis.causeway.on(name, listener);
