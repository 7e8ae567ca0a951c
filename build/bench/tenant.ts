import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TenantFacts, TenantOrder, Traffic } from './tenant-messages.ts';

/** A sample tenant in another process. */
export type BenchTenant = TenantFacts & { traffic(): Promise<Traffic>; stop(): Promise<void> };

/** Starts an empty tenant that enforces this write quota. */
export async function startBenchTenant(order: TenantOrder): Promise<BenchTenant> {
  const child = fork(join(import.meta.dirname, 'tenant-process.ts'), [JSON.stringify(order)], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  const failed = exited.then(([code]) => {
    throw new Error(`The tenant's process ended with code ${String(code)}.`);
  });
  failed.catch(() => undefined);
  const answer = async (): Promise<unknown> => {
    const [message] = (await Promise.race([once(child, 'message'), failed])) as readonly unknown[];
    return message;
  };
  const facts = (await answer()) as TenantFacts;
  return {
    ...facts,
    async traffic() {
      child.send('traffic');
      return (await answer()) as Traffic;
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
}
