import type { Finding } from '../../../shared/finding.ts';
import { asProblem, Problem } from '../../../shared/errors.ts';
import type { Cancel } from '../../sync/ports.ts';
import { describeCertificate } from './certificate.ts';
import type { TlsPeer } from './tls-trust.ts';
import { currentPosition } from './dir-sync.ts';
import { importContext, namingContextOf } from './import-context.ts';
import type { ImportContext } from './import-context.ts';
import { accountsFilter } from './object-classes.ts';
import { readPages } from './pager.ts';
import { textValue } from './raw-values.ts';
import { readOne } from './root-dse.ts';
import { findServers } from './servers.ts';
import type { Session } from './session.ts';
import type { SourceOptions } from './source-options.ts';
import { canReadTombstones, deletedObjectsDn } from './tombstones.ts';

const never: Cancel = { aborted: false, addEventListener: () => undefined, removeEventListener: () => undefined };
const dayMs = 86_400_000;

function finding(id: string, severity: Finding['severity'], text: string, fix: string | null = null): Finding {
  return { id, side: 'source', severity, text, fix };
}

function failed(id: string, error: unknown): Finding {
  const problem = asProblem(error);
  return finding(id, 'error', problem.message, problem.fix);
}

function checkTls(host: string, peer: TlsPeer | null, now: Date): Finding {
  if (peer === null) return finding('tls', 'warning', `The connection to ${host} is not protected: the password crosses the network readable.`, 'Use an ldaps:// URL, or ldap:// with source.startTls.');
  const { certificate } = peer;
  const daysLeft = Math.floor((Date.parse(certificate.validTo) - now.getTime()) / dayMs);
  const text = `${peer.protocol} with ${host}; certificate trusted by ${peer.basis === 'pin' ? 'its pinned fingerprint' : peer.basis === 'ca' ? 'the CA file' : 'the operating system'}: ${describeCertificate(certificate)}.`;
  const expires = new Date(certificate.validTo).toISOString();
  if (daysLeft > 30) return { ...finding('tls', 'ok', text), expires };
  const shown = finding('tls', 'warning', `${text} It ${daysLeft < 0 ? 'has expired' : `expires in ${daysLeft} days`}.`, `Renew the certificate on ${host}${peer.basis === 'pin' ? ' and set source.tls.pin to the new fingerprint' : ''}.`);
  return { ...shown, expires };
}

async function checkRead(context: ImportContext): Promise<Finding> {
  const { directory, options } = context;
  const search = { base: directory.baseDn, scope: 'sub', filter: accountsFilter, attributes: ['1.1'], pageSize: options.pageSize, what: directory.baseDn } as const;
  let count = 0;
  for await (const page of readPages(directory, search, () => true, never)) count += page.items.length;
  if (count === 0) return finding('read', 'error', `No user, group or contact is visible below ${directory.baseDn}.`, 'Check source.baseDn, and give the account the right to read all properties below it.');
  return finding('read', 'ok', `${count} users, groups and contacts are visible below ${directory.baseDn}.`);
}

async function checkDeletedObjects(context: ImportContext): Promise<Finding> {
  const { directory, options } = context;
  const container = deletedObjectsDn(directory);
  if (await canReadTombstones(directory)) return finding('deletedObjects', 'ok', `Deleted objects can be read (${container}).`);
  return finding(
    'deletedObjects', 'warning',
    `${options.username} cannot read deleted objects: a deletion is then seen by a full import only, and only where the object's container stays readable.`,
    `dsacls "${container}" /takeOwnership   then   dsacls "${container}" /G "${options.username}:LCRP"`,
  );
}

async function checkDirSync(context: ImportContext): Promise<Finding> {
  const { directory, options } = context;
  const fix = `dsacls "${namingContextOf(directory)}" /G "${options.username}:CA;Replicating Directory Changes"`;
  const position = await currentPosition(context);
  if (typeof position === 'string') return finding('dirSync', 'note', `${position}; changes are found by uSNChanged.`, directory.facts.activeDirectory ? fix : null);
  if (position.objectSecurity) return finding('dirSync', 'note', `DirSync works, restricted to what ${options.username} may see: the account has no right to replicate directory changes.`, fix);
  return finding('dirSync', 'ok', 'DirSync works: changes and deletions are read without reading everything.');
}

async function checkAnchor(context: ImportContext): Promise<Finding> {
  const { directory } = context;
  const present = async (attribute: string): Promise<boolean> => {
    const search = { base: directory.baseDn, scope: 'sub', filter: `(&${accountsFilter}(${attribute}=*))`, attributes: ['1.1'], pageSize: 1, what: directory.baseDn } as const;
    for await (const page of readPages(directory, search, () => true, never)) if (page.items.length > 0) return true;
    return false;
  };
  if (await present('mS-DS-ConsistencyGuid')) return finding('sourceAnchor', 'ok', 'mS-DS-ConsistencyGuid is in use and can be read; it is the source anchor where it holds 16 bytes.');
  return finding('sourceAnchor', 'note', 'No object shows a value of mS-DS-ConsistencyGuid: objectGUID is the source anchor. If another tool has written that attribute, the account lacks the right to read it.', null);
}

/** Whether the schema has the attributes that the profile's rules add. Null: it has, or the schema cannot be read. */
async function checkAttributes({ directory, options }: ImportContext): Promise<Finding | null> {
  const schema = directory.facts.namingContexts.find((context) => context.toLowerCase().startsWith('cn=schema,'));
  if (schema === undefined) return null;
  const isDefined = async (name: string): Promise<boolean> => {
    const search = { base: schema, scope: 'sub', filter: `(&(objectClass=attributeSchema)(lDAPDisplayName=${name}))`, attributes: ['1.1'], pageSize: 10, what: schema } as const;
    for await (const page of readPages(directory, search, () => true, never)) if (page.items.length > 0) return true;
    return false;
  };
  if (!(await isDefined('cn'))) return null;
  const missing: string[] = [];
  for (const { name } of options.extraAttributes ?? []) if (!(await isDefined(name))) missing.push(name);
  if (missing.length === 0) return null;
  return finding('attributes', 'warning', `The schema of Active Directory has no ${missing.join(', ')}: every object is read as having no value there.`, 'Correct the name in the rules of the profile (rules.custom, rules.directoryExtensions, join).');
}

async function checkRecycleBin({ directory }: ImportContext): Promise<Finding> {
  const features = 'CN=Recycle Bin Feature,CN=Optional Features,CN=Directory Service,CN=Windows NT,CN=Services,CN=Configuration';
  const forest = directory.facts.namingContexts.find((context) => context.toLowerCase().startsWith('cn=configuration,'))?.slice('CN=Configuration'.length) ?? '';
  const entry = await readOne(directory.connection, features + forest, ['msDS-EnabledFeatureBL']);
  if (entry !== null && textValue(entry, 'msDS-EnabledFeatureBL') !== null) return finding('recycleBin', 'ok', 'The Active Directory recycle bin is on.');
  return finding('recycleBin', 'note', 'The Active Directory recycle bin is off: an object deleted by mistake cannot be restored with its memberships.', "Enable-ADOptionalFeature 'Recycle Bin Feature' -Scope ForestOrConfigurationSet -Target FOREST");
}

function checkClock({ directory }: ImportContext, now: Date): Finding {
  const { currentTime, name } = directory.facts;
  if (currentTime === null) return finding('clock', 'note', `${name} does not tell its time.`);
  const seconds = Math.round(Math.abs(now.getTime() - currentTime.getTime()) / 1000);
  if (seconds <= 300) return finding('clock', 'ok', `The clocks of ${name} and of this computer differ by ${seconds} seconds.`);
  return finding('clock', 'warning', `The clocks of ${name} and of this computer differ by ${seconds} seconds.`, 'Set the clock of this computer; sign-in at Microsoft Entra fails beyond five minutes.');
}

const levels: Readonly<Record<string, string>> = { '0': '2000', '2': '2003', '3': '2008', '4': '2008 R2', '5': '2012', '6': '2012 R2', '7': '2016', '10': '2025' };

function checkServer({ directory }: ImportContext): Finding {
  const { facts } = directory;
  if (!facts.activeDirectory) return finding('server', 'note', `${facts.name} is an LDAP server${facts.vendor === null ? '' : ` (${facts.vendor})`}, not Active Directory: changes and deletions are seen by full imports only.`);
  const level = facts.domainLevel === null ? 'unknown' : `Windows Server ${levels[facts.domainLevel] ?? `level ${facts.domainLevel}`}`;
  return finding('server', 'ok', `${facts.name} is a domain controller of ${facts.defaultNamingContext ?? directory.baseDn}, domain functional level ${level}.`);
}

/** Tries one thing after the other; what cannot be tried becomes a finding. */
export async function* checkSource(session: Session, options: SourceOptions): AsyncGenerator<Finding> {
  const now = (options.now ?? (() => new Date()))();
  try {
    const urls = await findServers(options);
    yield finding('servers', 'ok', options.domain === null ? `Servers of the profile: ${urls.join(', ')}.` : `DNS names ${urls.length} domain controllers for ${options.domain}: ${urls.join(', ')}.`);
  } catch (error) {
    yield failed('servers', error);
    return;
  }
  let context: ImportContext;
  try {
    context = importContext(await session.open(null), options, never);
  } catch (error) {
    const refusedSignIn = error instanceof Problem && error.kind === 'credentials';
    yield failed(refusedSignIn ? 'bind' : 'connection', error);
    return;
  }
  const { connection, facts } = context.directory;
  yield checkTls(connection.host, connection.peer, now);
  yield finding('bind', 'ok', `${facts.name} accepted the sign-in of ${options.username}.`);
  yield checkServer(context);
  yield checkClock(context, now);
  const steps: readonly (readonly [string, (context: ImportContext) => Promise<Finding | null>])[] = [
    ['read', checkRead],
    ['deletedObjects', checkDeletedObjects],
    ['dirSync', checkDirSync],
    ['sourceAnchor', checkAnchor],
    ...((options.extraAttributes ?? []).length > 0 ? ([['attributes', checkAttributes]] as const) : []),
    ...(facts.activeDirectory ? ([['recycleBin', checkRecycleBin]] as const) : []),
  ];
  for (const [id, step] of steps) {
    try {
      const found = await step(context);
      if (found !== null) yield found;
    } catch (error) {
      yield failed(id, error);
    }
  }
}
