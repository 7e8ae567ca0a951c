import { Problem } from '../../../shared/errors.ts';
import type { TargetCloud } from './target-options.ts';

/** Where a cloud signs in and where its Graph lives. */
export type Endpoints = {
  /** `https://host/TENANT` */
  readonly authority: string;
  /** `host[:port]` of an authority that MSAL does not know; empty for Microsoft's own. */
  readonly knownAuthorities: readonly string[];
  /** `https://host/v1.0`, no slash at the end. */
  readonly graph: string;
  readonly graphOrigin: string;
  readonly scope: string;
  /** PEM of an additional CA. */
  readonly ca: string | null;
};

/** https://learn.microsoft.com/graph/deployments */
const clouds = {
  global: { login: 'https://login.microsoftonline.com', graph: 'https://graph.microsoft.com' },
  usGov: { login: 'https://login.microsoftonline.us', graph: 'https://graph.microsoft.us' },
  usGovDod: { login: 'https://login.microsoftonline.us', graph: 'https://dod-graph.microsoft.us' },
  china: { login: 'https://login.chinacloudapi.cn', graph: 'https://microsoftgraph.chinacloudapi.cn' },
} as const;

function secureUrl(text: string, what: string): URL {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:') {
    throw new Problem('usage', `The ${what} ${text} is not an https:// address.`, `Give the ${what} as https://host/… in the profile.`);
  }
  return url;
}

function withoutSlash(text: string): string {
  return text.replace(/\/+$/, '');
}

/** Endpoints of a cloud for one tenant. A custom authority that has no path gets the tenant appended. */
export function endpointsOf(cloud: TargetCloud, tenantId: string): Endpoints {
  if (typeof cloud === 'string') {
    const { login, graph } = clouds[cloud];
    return { authority: `${login}/${encodeURIComponent(tenantId)}`, knownAuthorities: [], graph: `${graph}/v1.0`, graphOrigin: graph, scope: `${graph}/.default`, ca: null };
  }
  const authority = secureUrl(cloud.authority, 'sign-in address');
  const graph = secureUrl(cloud.graph, 'Graph address');
  const hasTenant = withoutSlash(authority.pathname) !== '';
  return {
    authority: withoutSlash(hasTenant ? authority.href : `${authority.origin}/${encodeURIComponent(tenantId)}`),
    knownAuthorities: [authority.host],
    graph: withoutSlash(graph.pathname === '/' ? `${graph.origin}/v1.0` : `${graph.origin}${graph.pathname}`),
    graphOrigin: graph.origin,
    scope: `${graph.origin}/.default`,
    ca: cloud.ca,
  };
}

/** Where an administrator grants the application's permissions. */
export function consentUrl(endpoints: Endpoints, clientId: string): string {
  return `${endpoints.authority}/adminconsent?client_id=${encodeURIComponent(clientId)}`;
}
