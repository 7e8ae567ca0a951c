import { Problem } from '../../../shared/errors.ts';
import { record, text } from './graph-failure.ts';
import type { Transport } from './transport.ts';
import type { BatchRequest } from './write-request.ts';

/** The answer to one item. `header` answers by lower-case name. */
export type BatchAnswer = { readonly status: number; readonly header: (name: string) => string | null; readonly body: unknown };

export const batchSize = 20;

/**
 * Sends up to 20 requests as one $batch (https://learn.microsoft.com/graph/json-batching) and answers in their order,
 * whatever the order of the response; null where the response lacks an item. Nothing is repeated here.
 */
export async function sendBatch(transport: Transport, requests: readonly BatchRequest[]): Promise<readonly (BatchAnswer | null)[]> {
  if (requests.length > batchSize) throw new Problem('internal', `A $batch takes ${batchSize} requests, not ${requests.length}.`, 'Report this.');
  const body = await transport.postBatch({ requests: requests.map((request, index) => ({ id: String(index + 1), ...request })) });
  const responses = record(body)['responses'];
  const answers = new Map<string, BatchAnswer>();
  for (const response of Array.isArray(responses) ? (responses as unknown[]) : []) {
    const { id, status, headers, body: itemBody } = record(response);
    if (typeof status === 'number') answers.set(String(id), { status, header: headerReader(record(headers)), body: itemBody ?? null });
  }
  return requests.map((_, index) => answers.get(String(index + 1)) ?? null);
}

function headerReader(headers: Readonly<Record<string, unknown>>): (name: string) => string | null {
  const byName = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), typeof value === 'number' ? String(value) : text(value)]));
  return (name) => byName.get(name) ?? null;
}
