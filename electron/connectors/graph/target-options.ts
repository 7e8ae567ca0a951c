import type { DirectoryExtension } from '../../sync/flow/extensions.ts';
import type { Log } from '../../sync/ports.ts';

/** Microsoft's clouds by name, or own endpoints: `authority` (may end with the tenant), `graph` with its version, CA as PEM. */
export type TargetCloud =
  | 'global'
  | 'usGov'
  | 'usGovDod'
  | 'china'
  | { readonly authority: string; readonly graph: string; readonly ca: string | null };

export type DeviceCode = { readonly userCode: string; readonly verificationUri: string; readonly message: string };

/** The four sign-ins (design, section 11), with the secrets themselves; they stay in memory. */
export type TargetAuth =
  | { readonly kind: 'clientSecret'; readonly secret: string }
  | { readonly kind: 'certificate'; readonly certificatePem: string; readonly privateKeyPem: string }
  | { readonly kind: 'interactive'; openBrowser(url: string): Promise<void> | void }
  | { readonly kind: 'deviceCode'; show(code: DeviceCode): void };

export type TargetOptions = {
  readonly cloud: TargetCloud;
  readonly tenantId: string;
  readonly clientId: string;
  readonly auth: TargetAuth;
  /** Null: HTTPS_PROXY and NO_PROXY of the environment decide. `ca` is PEM. */
  readonly proxy: { readonly url: string; readonly ca: string | null } | null;
  /** Requests that change state per sliding window, for this app in this tenant. */
  readonly quota: { readonly writes: number; readonly perSeconds: number };
  /** Preview: the transport itself refuses every request that changes state. */
  readonly readOnly: boolean;
  /** Directory extensions that the profile names; none when left out. */
  readonly extensions?: readonly DirectoryExtension[];
  /** The picture of an AD user; left out: there are none. */
  readonly photoOf?: (dn: string) => Promise<Uint8Array | null>;
  readonly log: Log;
  /** For ages and clock comparison only; pacing follows a monotonic clock. */
  readonly now?: () => Date;
};
