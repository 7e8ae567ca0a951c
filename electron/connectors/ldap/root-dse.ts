import type { Connection } from './connection.ts';
import { controlOids } from './controls.ts';
import { readEntry } from './message.ts';
import type { RawEntry } from './message.ts';
import { guidValue, textValue, textValues } from './raw-values.ts';

/** What the server says about itself ([MS-ADTS] 3.1.1.3.2). What a server does not say is null. */
export type ServerFacts = {
  /** Name of the server; the URL's host when it gives none. */
  readonly name: string;
  readonly url: string;
  readonly activeDirectory: boolean;
  readonly defaultNamingContext: string | null;
  readonly namingContexts: readonly string[];
  readonly supportedControls: ReadonlySet<string>;
  readonly dsServiceName: string | null;
  /** Changes when a domain controller is restored from a backup; its update sequence numbers then start again. */
  readonly invocationId: string | null;
  readonly highestCommittedUsn: string | null;
  readonly currentTime: Date | null;
  readonly domainLevel: string | null;
  readonly vendor: string | null;
};

const activeDirectoryCapability = '1.2.840.113556.1.4.800';
const attributes = [
  'defaultNamingContext', 'namingContexts', 'supportedControl', 'supportedCapabilities', 'dnsHostName', 'dsServiceName',
  'highestCommittedUSN', 'currentTime', 'domainFunctionality', 'vendorName', 'vendorVersion',
] as const;

/** `20261122150000.0Z` as a date. */
export function generalizedTime(text: string | null): Date | null {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/.exec(text ?? '');
  if (parts === null) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second));
}

/** Reads a single entry; null when there is none that the account may see. */
export async function readOne(connection: Connection, base: string, wanted: readonly string[]): Promise<RawEntry | null> {
  const found: RawEntry[] = [];
  await connection.search({ base, scope: 'base', filter: '(objectClass=*)', attributes: wanted, silenceMs: 30_000 }, (entry) => found.push(readEntry(entry)));
  return found[0] ?? null;
}

async function readInvocationId(connection: Connection, dsServiceName: string | null): Promise<string | null> {
  if (dsServiceName === null) return null;
  try {
    const settings = await readOne(connection, dsServiceName.replace(/^(?:<[^>]*>;)+/, ''), ['invocationId']);
    return settings === null ? null : guidValue(settings, 'invocationId');
  } catch (error) {
    if (!connection.isOpen()) throw error;
    return null;
  }
}

/** Reads the rootDSE and the invocation id of the server. */
export async function readServerFacts(connection: Connection): Promise<ServerFacts> {
  const entry = await readOne(connection, '', attributes);
  const text = (name: string): string | null => (entry === null ? null : textValue(entry, name));
  const list = (name: string): readonly string[] => (entry === null ? [] : textValues(entry, name));
  const namingContexts = list('namingContexts');
  const dsServiceName = text('dsServiceName');
  const vendor = [text('vendorName'), text('vendorVersion')].filter((part) => part !== null).join(' ');
  return {
    name: text('dnsHostName') ?? connection.host,
    url: connection.url,
    activeDirectory: list('supportedCapabilities').includes(activeDirectoryCapability),
    defaultNamingContext: text('defaultNamingContext') ?? (namingContexts.length === 1 ? (namingContexts[0] ?? null) : null),
    namingContexts,
    supportedControls: new Set(list('supportedControl')),
    dsServiceName,
    invocationId: await readInvocationId(connection, dsServiceName),
    highestCommittedUsn: text('highestCommittedUSN'),
    currentTime: generalizedTime(text('currentTime')),
    domainLevel: text('domainFunctionality'),
    vendor: vendor === '' ? null : vendor,
  };
}

/** True when the rootDSE lists the control. */
export function supports(facts: ServerFacts, control: keyof typeof controlOids): boolean {
  return facts.supportedControls.has(controlOids[control]);
}
