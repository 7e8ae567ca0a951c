import { Problem } from '../../../shared/errors.ts';
import type { Answer } from '../../../shared/ipc/call.ts';
import type { AllCalls, CallName } from '../../../shared/ipc/contract.ts';
import type { FromWorker, HostQuestions, Port, ToWorker, WorkerEventName, WorkerEvents, WorkerStart } from '../protocol.ts';
import { answerOf } from '../refusal.ts';

/** The shell as a worker sees it. */
export type Host = {
  ask<Question extends keyof HostQuestions>(question: Question, input: HostQuestions[Question]['input']): Promise<HostQuestions[Question]['output']>;
  emit<Name extends WorkerEventName>(name: Name, value: WorkerEvents[Name]): void;
  log(level: 'info' | 'warning' | 'error', text: string): void;
};

/** Answers calls by name; a role has the calls of its nouns. */
export type Handlers = { readonly [Name in CallName]?: (input: AllCalls[Name]['input']) => Promise<AllCalls[Name]['output']> | AllCalls[Name]['output'] };

export type Role = { readonly handlers: Handlers; refresh(): void | Promise<void>; stop(): void | Promise<void> };

/** Serves a role on a port: calls in, answers out; questions out, answers in. `ended` is called after `stop`. */
export function serve(port: Port<FromWorker, ToWorker>, createRole: (start: WorkerStart, host: Host) => Role | Promise<Role>, ended: () => void): void {
  const waiting = new Map<number, (answer: Answer<unknown>) => void>();
  let nextSeq = 1;
  let role: Role | null = null;
  const host: Host = {
    ask: async (question, input) => {
      const seq = nextSeq++;
      const answer = await new Promise<Answer<unknown>>((resolve) => {
        waiting.set(seq, resolve);
        port.post({ type: 'ask', seq, question, input });
      });
      if (!answer.ok) throw new Problem(answer.problem.kind, answer.problem.message, answer.problem.fix);
      return answer.value as HostQuestions[typeof question]['output'];
    },
    emit: (name, value) => port.post({ type: 'event', name, value }),
    log: (level, text) => port.post({ type: 'log', level, text }),
  };
  const call = async (name: CallName, input: unknown): Promise<Answer<unknown>> => {
    const handler = role?.handlers[name] as ((input: unknown) => unknown) | undefined;
    if (handler === undefined) return await answerOf(() => { throw new Problem('internal', `Nothing answers ${name} here.`, 'Start Causeway again.'); });
    return await answerOf(() => handler(input));
  };
  port.onMessage((message) => {
    switch (message.type) {
      case 'start':
        void Promise.resolve(createRole(message.start, host)).then((created) => {
          role = created;
          port.post({ type: 'ready' });
        });
        return;
      case 'call':
        void call(message.name, message.input).then((answer) => port.post({ type: 'answer', seq: message.seq, answer }));
        return;
      case 'refresh':
        void role?.refresh();
        return;
      case 'answer':
        waiting.get(message.seq)?.(message.answer);
        waiting.delete(message.seq);
        return;
      case 'stop':
        void Promise.resolve(role?.stop()).finally(ended);
        return;
    }
  });
}
