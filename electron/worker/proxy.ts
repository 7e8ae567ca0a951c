import type { Profile } from '../../shared/profile.ts';

export type ProxyChoice = { readonly url: string; readonly caFile: string | null };

/** The profile's proxy for sign-in and Graph; null leaves it to HTTPS_PROXY and NO_PROXY, which the connector reads. */
export function proxyOf(profile: Profile): ProxyChoice | null {
  const configured = profile.target.proxy ?? profile.proxy;
  if (configured === undefined) return null;
  return typeof configured === 'string' ? { url: configured, caFile: null } : { url: configured.url, caFile: configured.caFile ?? null };
}

/** The passwords inside proxy addresses, of the profile and of the environment, so that the log can blacken them. */
export function proxyPasswords(profile: Profile, env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const addresses = [proxyOf(profile)?.url, env['HTTPS_PROXY'], env['https_proxy'], env['HTTP_PROXY'], env['http_proxy']];
  return addresses.flatMap((address) => {
    if (address === undefined || address === '') return [];
    const password = URL.parse(address.includes('://') ? address : `http://${address}`)?.password ?? '';
    return password === '' ? [] : [password, decode(password)];
  });
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
