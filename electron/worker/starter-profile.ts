import type { ProfileInput } from '../../shared/profile.ts';

/** What `causeway profile init` writes: valid as it is, with every place to fill in named in capitals. */
export const starterProfile: ProfileInput = {
  version: 1,
  name: 'contoso',
  source: {
    url: 'ldaps://dc1.corp.contoso.com',
    username: 'CONTOSO\\svc-causeway',
    password: { env: 'CAUSEWAY_AD_PASSWORD' },
    tls: {},
    containers: 'all',
    pilotGroup: null,
  },
  target: {
    cloud: 'global',
    tenantId: 'YOUR-TENANT-ID',
    clientId: 'YOUR-APPLICATION-ID',
    auth: { kind: 'clientSecret', secret: { env: 'CAUSEWAY_CLIENT_SECRET' } },
  },
  rules: {},
  policies: { softMatch: 'auto', delete: 'delete', drift: 'revert', stagingMode: false },
  protection: { deletes: { count: 500, percent: 10 } },
};
