import type { Context, Middleware } from '@microsoft/microsoft-graph-client';
import type { Cancel } from '../../sync/ports.ts';

/** One request on its way through the middleware chain, and its answer. */
export type Exchange = {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** Exactly what is sent: the library would take a nextLink apart and put it together again. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** JSON, or bytes. */
  readonly body: unknown;
  /** Resource units of a read. */
  readonly units: number;
  readonly cancel: Cancel | null;
  answer: Answer | null;
  /** What a middleware threw; the library wraps it and drops the original. */
  thrown: unknown;
};

export type Answer = { readonly status: number; readonly headers: Headers; readonly text: string };

type Headers = { get(name: string): string | null };

/** Where the exchange travels: an option of the library's request. */
export const exchangeOption = 'exchange';

type Step = (exchange: Exchange, next: () => Promise<void>) => Promise<void>;

/** A link of the chain as the library wants it, from a function. */
export function middleware(step: Step): Middleware {
  let following: Middleware | null = null;
  return {
    execute: (context: Context) => step(exchangeOf(context), async () => following?.execute(context)),
    setNext(next) {
      following = next;
    },
  };
}

/** The last link: puts the answer where the library looks for it. */
export function terminal(send: (exchange: Exchange) => Promise<Answer>): Middleware {
  return {
    async execute(context) {
      const exchange = exchangeOf(context);
      const answer = await send(exchange);
      exchange.answer = answer;
      context.response = new Response(null, { status: answer.status });
    },
  };
}

function exchangeOf(context: Context): Exchange {
  const options: Readonly<Record<string, unknown>> = { ...context.options };
  const exchange = options[exchangeOption];
  if (typeof exchange !== 'object' || exchange === null) throw new Error('a request was sent past the transport');
  return exchange as Exchange;
}
