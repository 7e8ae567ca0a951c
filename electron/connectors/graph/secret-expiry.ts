import type { Finding } from '../../../shared/finding.ts';
import { record, text } from './graph-failure.ts';
import { readCertificate } from './sign-in.ts';
import type { TargetOptions } from './target-options.ts';
import type { Transport } from './transport.ts';

const warnBeforeDays = 30;
const dayMs = 24 * 3_600_000;

/** When the certificate or client secret of the sign-in ends. A secret's end can be read only with Application.Read.All. */
export async function secretExpiry(options: TargetOptions, transport: Transport, now: Date): Promise<Finding> {
  const { auth, clientId } = options;
  switch (auth.kind) {
    case 'certificate':
      return expiryFinding('certificate', new Date(readCertificate(auth.certificatePem).validTo), now);
    case 'clientSecret': {
      const end = await endOfSecret(transport, clientId, auth.secret);
      return end === null
        ? { id: 'credentialExpiry', side: 'target', severity: 'note', text: 'The application may not read when its client secret expires.', fix: 'Note the date in your calendar; a certificate is the better choice for unattended runs.' }
        : expiryFinding('client secret', end, now);
    }
    case 'interactive':
    case 'deviceCode':
      return { id: 'credentialExpiry', side: 'target', severity: 'note', text: 'A person signs in: runs without anybody at the computer are not possible.', fix: 'Use a certificate or a client secret for scheduled runs.' };
  }
}

/** When the client secret of the sign-in ends, ISO 8601; null for another sign-in, and where it may not be read. */
export async function secretEnds({ auth, clientId }: TargetOptions, transport: Transport): Promise<string | null> {
  return auth.kind === 'clientSecret' ? ((await endOfSecret(transport, clientId, auth.secret))?.toISOString() ?? null) : null;
}

/** Graph lists secrets with their first three characters. Null when it may not be read or no entry fits. */
async function endOfSecret(transport: Transport, clientId: string, secret: string): Promise<Date | null> {
  try {
    const application = record(await transport.read(`/applications(appId='${encodeURIComponent(clientId)}')?$select=passwordCredentials`));
    const listed = Array.isArray(application['passwordCredentials']) ? (application['passwordCredentials'] as unknown[]).map(record) : [];
    const fitting = listed.filter((entry) => listed.length === 1 || text(entry['hint']) === secret.slice(0, 3));
    const ends = fitting.map((entry) => Date.parse(text(entry['endDateTime']))).filter((end) => !Number.isNaN(end));
    return ends.length === 0 ? null : new Date(Math.min(...ends));
  } catch {
    return null; // advice only: whatever prevents it must not spoil the check
  }
}

function expiryFinding(what: string, end: Date, now: Date): Finding {
  const days = Math.floor((end.getTime() - now.getTime()) / dayMs);
  const expires = end.toISOString();
  const date = expires.slice(0, 10);
  const fix = `Create a new ${what}, add it to the app registration and to the profile before that date.`;
  if (days < 0) return { id: 'credentialExpiry', side: 'target', severity: 'error', text: `The ${what} of the sign-in expired on ${date}.`, fix: `Create a new ${what} and add it to the app registration and to the profile.`, expires };
  if (days < warnBeforeDays) return { id: 'credentialExpiry', side: 'target', severity: 'warning', text: `The ${what} of the sign-in expires on ${date}, in ${days} days.`, fix, expires };
  return { id: 'credentialExpiry', side: 'target', severity: 'ok', text: `The ${what} of the sign-in is valid until ${date}.`, fix: null, expires };
}
