import { asProblem } from '../../../shared/errors.ts';
import type { Finding } from '../../../shared/finding.ts';
import { checkExtensions } from './check-extensions.ts';
import { consentUrl, type Endpoints } from './endpoints.ts';
import type { Extensions } from './extensions.ts';
import { text } from './graph-failure.ts';
import { readPages } from './pages.ts';
import { claimsOfToken, permissionFindings } from './permissions.ts';
import { secretExpiry } from './secret-expiry.ts';
import type { SignIn } from './sign-in.ts';
import type { TargetOptions } from './target-options.ts';
import { readTenantFacts } from './tenant-facts.ts';
import type { Transport } from './transport.ts';

export type CheckOptions = {
  readonly options: TargetOptions;
  readonly endpoints: Endpoints;
  readonly signIn: SignIn;
  readonly transport: Transport;
  readonly extensions: Extensions;
  readonly proxy: string | null;
  readonly now: () => Date;
};

const toleratedSkewMs = 5 * 60_000;

function finding(id: string, severity: Finding['severity'], message: string, fix: string | null = null): Finding {
  return { id, side: 'target', severity, text: message, fix };
}

/** Tries sign-in, permissions, tenant, domains, clock, expiry and quota in this order; what fails becomes a finding. */
export async function* checkTarget(context: CheckOptions): AsyncGenerator<Finding> {
  const { options, endpoints, signIn, transport } = context;
  let token: string;
  try {
    token = await signIn.token();
  } catch (error) {
    yield failed('signIn', error);
    return;
  }
  yield finding('signIn', 'ok', `Signed in at ${endpoints.authority} as the application ${options.clientId}${context.proxy === null ? '' : `, through the proxy ${context.proxy}`}.`);
  const claims = claimsOfToken(token);
  if (claims === null) yield finding('permissions', 'note', 'The token does not show its permissions.');
  else yield* permissionFindings(claims, consentUrl(endpoints, options.clientId));
  try {
    yield* tenantFindings(context);
  } catch (error) {
    yield failed('tenant', error);
  }
  const definitions = options.extensions ?? [];
  if (definitions.length > 0) {
    try {
      yield* checkExtensions(definitions, context.extensions, claims, consentUrl(endpoints, options.clientId));
    } catch (error) {
      yield failed('extensions', error);
    }
  }
  yield clockFinding(transport.clockSkewMs());
  yield await secretExpiry(options, transport, context.now());
  const { writes, perSeconds } = options.quota;
  yield finding('quota', 'ok', `The write quota is ${writes} requests in ${perSeconds} s: about ${Math.floor((writes / perSeconds) * 3600)} writes per hour.`);
}

async function* tenantFindings({ options, transport }: CheckOptions): AsyncGenerator<Finding> {
  const notes: string[] = [];
  const facts = await readTenantFacts(transport, (_level, note) => notes.push(note));
  const isGuid = /^[0-9a-f-]{36}$/i.test(options.tenantId);
  yield isGuid && facts.tenantId !== options.tenantId.toLowerCase()
    ? finding('tenant', 'error', `The token belongs to the tenant ${facts.displayName} (${facts.tenantId}), not to ${options.tenantId}.`, 'Correct target.tenantId in the profile.')
    : finding('tenant', 'ok', `The tenant is ${facts.displayName} (${facts.tenantId}).`);
  const verified = facts.domains.filter((domain) => domain.verified);
  yield verified.length === 0
    ? finding('domains', 'error', 'The tenant shows no verified domain.', 'Grant Domain.Read.All or Organization.Read.All, and verify the domain in the Entra admin center.')
    : finding('domains', 'ok', `Verified domains: ${verified.map((domain) => `${domain.name}${domain.federated ? ' (federated)' : ''}`).join(', ')}.`);
  yield facts.synchronizedByOther
    ? finding('synchronizedByOther', 'warning', `The tenant is synchronized by Entra Connect or Cloud Sync${facts.lastSyncByOther ? `, last at ${facts.lastSyncByOther}` : ''}: Causeway works in staging mode and writes nothing.`, 'Compare with `causeway preview`; to take over, stop the other tool and switch synchronization off in the tenant (README, "Coming from Entra Connect").')
    : finding('synchronizedByOther', 'ok', 'No other tool synchronizes this tenant.');
  for (const collection of ['users', 'groups'] as const) {
    for await (const items of readPages(transport, `/${collection}?$select=id&$top=1`, {})) {
      yield finding(`read.${collection}`, 'ok', `The ${collection} of the tenant can be read${text(items[0]?.['id']) === '' ? '; there are none' : ''}.`);
      break;
    }
  }
  for (const note of notes) yield finding('limits', 'note', note);
}

function clockFinding(skewMs: number | null): Finding {
  if (skewMs === null) return finding('clock', 'note', 'The tenant did not tell its time.');
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  if (Math.abs(skewMs) <= toleratedSkewMs) return finding('clock', 'ok', `The clock of this computer agrees with the tenant within ${Math.max(1, seconds)} s.`);
  return finding('clock', 'warning', `The clock of this computer is ${seconds} s ${skewMs > 0 ? 'behind' : 'ahead of'} the tenant's.`, 'Set the clock of this computer (time service): certificates and tokens depend on it.');
}

function failed(id: string, error: unknown): Finding {
  const problem = asProblem(error);
  return finding(problem.kind === 'connection' ? 'connection' : problem.kind === 'permission' ? 'permission' : id, 'error', problem.message, problem.fix);
}
