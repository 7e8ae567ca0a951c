import { randomUUID } from 'node:crypto';
import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { fetch, type Dispatcher } from 'undici';
import { Problem } from '../../../shared/errors.ts';
import type { Cancel } from '../../sync/ports.ts';
import { authentication } from './authentication.ts';
import type { BatchAnswer } from './batch.ts';
import { connectionProblem, NetworkFailure } from './connection-problem.ts';
import type { Endpoints } from './endpoints.ts';
import { exchangeOption, middleware, terminal, type Answer, type Exchange } from './exchange.ts';
import { classify, type GraphFailure } from './graph-failure.ts';
import type { Pacer } from './pacer.ts';
import { readOnlyGuard } from './read-only-guard.ts';
import { retryReads } from './retry-reads.ts';
import type { SignIn } from './sign-in.ts';
import type { Timing } from './timing.ts';

/** Graph said no to a read or to a whole $batch. */
export class GraphRefusal extends Error {
  readonly failure: GraphFailure;

  constructor(failure: GraphFailure, url: string) {
    super(`${failure.message} (${failure.code}, ${new URL(url).pathname})`);
    this.name = 'GraphRefusal';
    this.failure = failure;
  }
}

export type ReadOptions = {
  readonly cancel?: Cancel | null;
  /** Resource units, https://learn.microsoft.com/graph/throttling-limits; 1 when left out. */
  readonly units?: number;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Transport = {
  /** The JSON of a path below the Graph address, or of a whole link. Paced and repeated; throws GraphRefusal, Problem. */
  read(pathOrLink: string, options?: ReadOptions): Promise<unknown>;
  /** One POST of a $batch body, sent once. Throws GraphRefusal, NetworkFailure, Problem. */
  postBatch(body: unknown): Promise<unknown>;
  /** One PUT of bytes, sent once; every answer is given back. Throws NetworkFailure, Problem. */
  putBytes(path: string, bytes: Uint8Array, type: string): Promise<BatchAnswer>;
  /** `https://host/v1.0` */
  readonly base: string;
  /** How far the server's clock is ahead of ours in ms, from the last Date header; null before the first answer. */
  clockSkewMs(): number | null;
  /** Requests sent again. */
  readonly counters: { retried: number; writes: number };
};

export type TransportOptions = {
  readonly endpoints: Endpoints;
  readonly dispatcher: Dispatcher;
  readonly signIn: SignIn;
  readonly pacer: Pacer;
  readonly timing: Timing;
  readonly readOnly: boolean;
  /** host:port of the proxy, for messages. */
  readonly proxy: string | null;
  readonly now: () => Date;
};

/** The library turns what a link throws into an error of its own; the original is kept beside it. */
const rememberThrown = middleware(async (exchange, next) => {
  try {
    await next();
  } catch (error) {
    exchange.thrown = error;
    throw error;
  }
});

/** A link that Graph gave is followed as it is, but only to Graph: it carries the token. */
function ownLink(link: string, endpoints: Endpoints): string {
  if (URL.parse(link)?.origin === endpoints.graphOrigin) return link;
  throw new Problem('connection', `${new URL(endpoints.graphOrigin).host} answered with a link to another host.`, 'Check target.cloud and the proxy in the profile; the link was not followed.');
}

/** Undefined when it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Microsoft's client with a chain of our own: guard, retry and pacing of reads, authentication, undici.
 * The library's own retry, batch and paging are not used: they cap Retry-After, ignore failed items and lose a page's link.
 */
export function createTransport(options: TransportOptions): Transport {
  const { endpoints, signIn, now } = options;
  const counters = { retried: 0, writes: 0 };
  let skewMs: number | null = null;

  async function send(exchange: Exchange): Promise<Answer> {
    const token = await signIn.token();
    try {
      const response = await fetch(exchange.url, {
        method: exchange.method,
        headers: {
          // Without a language of its own, fetch sends `*`, which Graph answers with "Invalid language specified."
          'Accept-Language': 'en-US',
          Accept: 'application/json',
          'client-request-id': randomUUID(),
          Authorization: `Bearer ${token}`,
          ...(exchange.body === null ? {} : { 'Content-Type': 'application/json' }),
          ...exchange.headers,
        },
        body: exchange.body === null ? null : exchange.body instanceof Uint8Array ? exchange.body : JSON.stringify(exchange.body),
        dispatcher: options.dispatcher,
        redirect: 'manual',
      });
      const date = Date.parse(response.headers.get('date') ?? '');
      if (!Number.isNaN(date)) skewMs = date - now().getTime();
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (error) {
      throw new NetworkFailure(exchange.url, error);
    }
  }

  const client = Client.initWithMiddleware({
    baseUrl: `${endpoints.graphOrigin}/`,
    customHosts: new Set([new URL(endpoints.graphOrigin).hostname]),
    middleware: [
      rememberThrown,
      readOnlyGuard(options.readOnly),
      retryReads({ pacer: options.pacer, timing: options.timing, retried: () => (counters.retried += 1) }),
      authentication(signIn),
      terminal(send),
    ],
  });

  async function answerOf(exchange: Exchange): Promise<Answer> {
    const request = client.api('/').responseType(ResponseType.RAW).option(exchangeOption, exchange);
    let answer: Answer | null;
    try {
      await (exchange.method === 'GET' ? request.get() : exchange.method === 'PUT' ? request.put({}) : request.post({}));
      answer = exchange.answer;
    } catch (error) {
      throw exchange.thrown ?? error;
    }
    if (answer === null) throw new Problem('internal', 'A request ended without an answer.', 'Run the command again.');
    return answer;
  }

  async function perform(exchange: Exchange): Promise<unknown> {
    const answer = await answerOf(exchange);
    const body = parsed(answer.text);
    if (answer.status < 200 || answer.status > 299) throw new GraphRefusal(classify(answer.status, answer.headers.get.bind(answer.headers), body, now()), exchange.url);
    if (body === undefined && answer.status !== 204) throw new NetworkFailure(exchange.url, new Error('the answer is not JSON; something between here and Microsoft Graph answered instead'));
    return body ?? null;
  }

  return {
    base: endpoints.graph,
    counters,
    clockSkewMs: () => skewMs,
    async read(pathOrLink, { cancel = null, units = 1, headers = {} } = {}) {
      const url = pathOrLink.startsWith('/') ? `${endpoints.graph}${pathOrLink}` : ownLink(pathOrLink, endpoints);
      try {
        return await perform({ method: 'GET', url, headers, body: null, units, cancel, answer: null, thrown: null });
      } catch (error) {
        throw error instanceof NetworkFailure ? await connectionProblem(error, options.proxy) : error;
      }
    },
    async putBytes(path, bytes, type) {
      const { status, headers, text } = await answerOf({ method: 'PUT', url: `${endpoints.graph}${path}`, headers: { 'Content-Type': type }, body: bytes, units: 0, cancel: null, answer: null, thrown: null });
      return { status, header: headers.get.bind(headers), body: parsed(text) ?? null };
    },
    postBatch: (body) => perform({ method: 'POST', url: `${endpoints.graph}/$batch`, headers: {}, body, units: 0, cancel: null, answer: null, thrown: null }),
  };
}
