import type { Middleware } from '@microsoft/microsoft-graph-client';
import { Problem } from '../../../shared/errors.ts';
import { middleware, type Answer } from './exchange.ts';
import { classify } from './graph-failure.ts';
import type { SignIn } from './sign-in.ts';

/**
 * Repeats a request once with a new token when Graph does not accept the one it has: expired in between, or a claims
 * challenge (https://learn.microsoft.com/entra/identity-platform/claims-challenge). A 401 was never applied.
 * The header itself is set by the last link, which asks `SignIn` for the current token.
 */
export function authentication(signIn: SignIn): Middleware {
  return middleware(async (exchange, next) => {
    await next();
    if (exchange.answer?.status !== 401) return;
    await signIn.token({ fresh: true, claims: claimsOf(exchange.answer) });
    await next();
    if (exchange.answer.status === 401) throw refusedToken(exchange.answer);
  });
}

/** The decoded `claims` of a WWW-Authenticate header; null when it carries no challenge. */
export function claimsOf(answer: Answer): string | null {
  const header = answer.headers.get('www-authenticate') ?? '';
  if (!header.includes('insufficient_claims')) return null;
  const claims = /claims="([^"]+)"/.exec(header)?.[1];
  return claims === undefined ? null : Buffer.from(claims, 'base64').toString('utf8');
}

function refusedToken(answer: Answer): Problem {
  const failure = classify(answer.status, (name) => answer.headers.get(name), parsed(answer.text), new Date());
  return new Problem('credentials', `Microsoft Graph does not accept the token of this sign-in: ${failure.message}`, 'Check that target.cloud, target.tenantId and target.clientId belong together, then sign in again.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
