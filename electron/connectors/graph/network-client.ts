import type { INetworkModule, NetworkResponse } from '@azure/msal-node';
import { fetch, type Dispatcher } from 'undici';
import { NetworkFailure } from './connection-problem.ts';

export type NetworkClient = {
  readonly client: INetworkModule;
  /** The last request without an answer, for MSAL hides it behind `endpoints_resolution_error` and the like. */
  takeFailure(): NetworkFailure | null;
};

const timeoutMs = 30_000;

/** MSAL's network through the same dispatcher as Graph, so that proxy and CA serve both. */
export function networkClient(dispatcher: Dispatcher): NetworkClient {
  let failure: NetworkFailure | null = null;

  async function send<T>(method: 'GET' | 'POST', url: string, headers: Record<string, string>, body: string | null): Promise<NetworkResponse<T>> {
    try {
      const response = await fetch(url, { method, headers, body, dispatcher, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) });
      const text = await response.text();
      return { headers: Object.fromEntries(response.headers.entries()), body: parsed(text) as T, status: response.status };
    } catch (error) {
      failure = new NetworkFailure(url, error, { neverSent: true });
      throw failure;
    }
  }

  return {
    client: {
      sendGetRequestAsync: (url, options) => send('GET', url, options?.headers ?? {}, null),
      sendPostRequestAsync: (url, options) => send('POST', url, options?.headers ?? {}, options?.body ?? ''),
    },
    takeFailure() {
      const taken = failure;
      failure = null;
      return taken;
    },
  };
}

/** A gateway may answer with a web page instead of JSON; MSAL then needs an object to look into. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return { error: 'invalid_answer', error_description: 'the sign-in service did not answer with JSON' };
  }
}
