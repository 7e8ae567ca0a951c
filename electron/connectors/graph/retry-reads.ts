import type { Middleware } from '@microsoft/microsoft-graph-client';
import { Problem } from '../../../shared/errors.ts';
import type { Cancel } from '../../sync/ports.ts';
import { NetworkFailure } from './connection-problem.ts';
import { middleware, type Exchange } from './exchange.ts';
import { retryAfterMs } from './graph-failure.ts';
import type { Pacer } from './pacer.ts';
import { backOffMs, type Timing } from './timing.ts';

export type RetryReadsOptions = {
  readonly pacer: Pacer;
  readonly timing: Timing;
  readonly retried: () => void;
};

const transientStatuses = [408, 500, 502, 503, 504, 509];
/** About a minute and a half of an outage; a host that never answered is given up soon, for it is a matter of configuration. */
const tries = 9;
const firstTries = 3;

/**
 * Paces reads and repeats them: after 429 as long as the tenant asks, without a limit; after 5xx and network failures
 * with back-off. Requests that change state pass: only their sender knows what may be repeated.
 */
export function retryReads({ pacer, timing, retried }: RetryReadsOptions): Middleware {
  let everAnswered = false;
  return middleware(async (exchange, next) => {
    if (exchange.method !== 'GET') return next();
    for (let failures = 0, throttles = 0; ; ) {
      if (!(await pacer.takeUnits(exchange.units, exchange.cancel))) throw cancelled();
      const failure = await attempt(exchange, next);
      everAnswered ||= failure === null;
      const status = exchange.answer?.status ?? 0;
      if (failure === null && status !== 429 && !transientStatuses.includes(status)) return;
      const asked = failure === null ? retryAfterMs(exchange.answer?.headers.get('retry-after') ?? null, new Date()) : null;
      if (status === 429) {
        pacer.pause(asked ?? backOffMs(throttles + 1, timing.random()));
        throttles += 1;
      } else {
        failures += 1;
        if (failures >= (everAnswered ? tries : firstTries)) {
          if (failure !== null) throw failure;
          return;
        }
        await timing.sleep(asked ?? backOffMs(failures - 1, timing.random()), exchange.cancel);
      }
      throwIfCancelled(exchange.cancel);
      retried();
    }
  });
}

async function attempt(exchange: Exchange, next: () => Promise<void>): Promise<NetworkFailure | null> {
  exchange.answer = null;
  try {
    await next();
    return null;
  } catch (error) {
    if (error instanceof NetworkFailure && !error.permanent) return error;
    throw error;
  }
}

/** What a cancelled request ends with. */
export function cancelled(): Problem {
  return new Problem('cancelled', 'The run was cancelled.', 'Start it again; it goes on where it stopped.');
}

export function throwIfCancelled(cancel: Cancel | null): void {
  if (cancel?.aborted === true) throw cancelled();
}
