import type { Log } from '../../sync/ports.ts';

/** A DNS SRV record, as `dns.resolveSrv` gives it. */
export type ServiceRecord = { readonly name: string; readonly port: number; readonly priority: number; readonly weight: number };

/** An attribute that is read because a rule of the profile looks at it. `binary`: staged as base64; `digest`: as the base64 of its first value's SHA-256. */
export type ExtraAttribute = { readonly name: string; readonly binary: boolean; readonly digest?: true };

/** Everything the LDAP connector needs; made from a profile by the caller, who also resolves the secrets. */
export type SourceOptions = {
  /** Tried in this order. Empty when `domain` is given. */
  readonly urls: readonly string[];
  /** DNS name of the domain; its domain controllers are found by SRV records. */
  readonly domain: string | null;
  readonly username: string;
  readonly password: string;
  readonly startTls: boolean;
  readonly allowPlainText: boolean;
  /** `ca`: PEM text; `pin`: SHA-256 fingerprint. Both null: the operating system's certificate store decides. */
  readonly tls: { readonly ca: string | null; readonly pin: string | null };
  /** Null: the default naming context of the server. */
  readonly baseDn: string | null;
  readonly pageSize: number;
  readonly delta: 'auto' | 'dirSync' | 'usnChanged' | 'none';
  /** Besides `sourceAttributes`. */
  readonly extraAttributes?: readonly ExtraAttribute[];
  readonly log: Log;
  readonly now?: () => Date;
  /** Asks for so many members at a time; left out, the server's own limit decides (1500 in Active Directory). */
  readonly memberRange?: number;
  /** How a large directory is read in a second thread: the program, left out that of this connector, and how long it may take to begin. Null: not at all. */
  readonly thread?: { readonly program?: URL; readonly startTimeoutMs?: number } | null;
  readonly resolveService?: (name: string) => Promise<readonly ServiceRecord[]>;
};
