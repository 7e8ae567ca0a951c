import { Problem } from '../../../shared/errors.ts';

export type ServerUrl = { readonly host: string; readonly port: number; readonly implicitTls: boolean };

/** Takes an `ldaps://host[:port]` or `ldap://host[:port]` URL apart; IPv6 addresses stand in brackets. */
export function parseServerUrl(url: string): ServerUrl {
  const refused = new Problem('usage', `"${url}" is not the URL of an LDAP server.`, 'Write ldaps://dc1.corp.contoso.com, with :port only when it is not 636.');
  if (!URL.canParse(url)) throw refused;
  const { protocol, hostname, port } = new URL(url);
  if ((protocol !== 'ldap:' && protocol !== 'ldaps:') || hostname === '') throw refused;
  const implicitTls = protocol === 'ldaps:';
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: port === '' ? (implicitTls ? 636 : 389) : Number(port), implicitTls };
}
