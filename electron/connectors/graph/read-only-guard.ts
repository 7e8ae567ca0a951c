import type { Middleware } from '@microsoft/microsoft-graph-client';
import { Problem } from '../../../shared/errors.ts';
import { middleware, type Exchange } from './exchange.ts';
import { record } from './graph-failure.ts';

/**
 * Whether a request can change state. GET cannot; a $batch can unless every one of its items is a GET;
 * everything else counts as a change, whatever it is.
 */
export function changesState(exchange: Pick<Exchange, 'method' | 'url' | 'body'>): boolean {
  if (exchange.method === 'GET') return false;
  if (!new URL(exchange.url).pathname.endsWith('/$batch')) return true;
  const requests = record(exchange.body)['requests'];
  return !Array.isArray(requests) || !requests.every((item) => record(item)['method'] === 'GET');
}

/** Refuses what changes state while previewing, so that no code path can forget it. */
export function readOnlyGuard(readOnly: boolean): Middleware {
  return middleware(async (exchange, next) => {
    if (readOnly && changesState(exchange)) {
      throw new Problem('internal', 'A preview tried to write to the tenant; the request was refused before it was sent.', 'Nothing was changed; report this together with the output of `causeway status`.');
    }
    await next();
  });
}
