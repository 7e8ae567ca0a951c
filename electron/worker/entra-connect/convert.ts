import type { EntraConnectImport, ImportEntry } from '../../../shared/entra-connect.ts';
import { profileSchema, type Join, type ProfileInput } from '../../../shared/profile.ts';
import { checkRules } from '../../sync/rules/check-rules.ts';
import { graphNameOf } from '../../sync/rules/metaverse-names.ts';
import { rulesOf } from '../../sync/rules/rule-set.ts';
import { starterProfile } from '../starter-profile.ts';
import type { ConnectConfiguration, ConnectForest, ConnectPartition } from './configuration.ts';
import { convertExtensions } from './convert-extensions.ts';
import { convertRules } from './convert-rules.ts';
import { at, places, reportFor, type Reader, type Say } from './say.ts';

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';
const list = (value: string | undefined): readonly string[] => (value ?? '').split(/[,;\s]+/).map((each) => each.trim()).filter((each) => each !== '');

function containersOf({ dn, domain, included, excluded }: ConnectPartition, place: string, say: Say): 'all' | { readonly dn: string; readonly include: boolean }[] {
  const isRoot = (each: string): boolean => each.toLowerCase() === dn.toLowerCase();
  const everything = excluded.length === 0 && (included.length === 0 || included.every(isRoot));
  if (everything) {
    say('taken', `OUs of ${domain}`, 'all', 'The whole domain.', null, place);
    return 'all';
  }
  const chosen = [...included.map((each) => ({ dn: each, include: true })), ...excluded.map((each) => ({ dn: each, include: false }))];
  say('taken', `OUs of ${domain}`, chosen.map(({ dn: each, include }) => `${include ? '+' : '-'} ${each}`).join('; '), `${included.length} selected, ${excluded.length} excluded; the nearest listed ancestor decides, as there.`, 'Open setup once and keep the selection: it then goes by objectGUID, so that a renamed OU stays selected.', place);
  return chosen;
}

type Source = ProfileInput['source'];

function sourceOf(forest: ConnectForest, partition: ConnectPartition, variable: string, groupFilter: boolean, say: Say): Source {
  const domain = partition.domain || forest.name;
  say('taken', `Domain ${domain}`, forest.name, 'Its domain controllers are found by DNS.', `Where that does not fit, name a domain controller, or the CA of its certificate, in ${at('source.url and source.tls.caFile', 'the step “Connect to Active Directory”')}.`, forest.place);
  say('notTaken', `Password for ${domain}`, forest.username ?? 'not in the export', 'An export holds no password, and MSOL_ and Entra Connect\'s rights go away with it.', `Use an account of its own (README, "An account in Active Directory") and ${at(`set ${variable}`, 'enter its password in the step “Connect to Active Directory”')}.`, forest.place);
  const pilot = groupFilter ? forest.pilotGroup : null;
  if (pilot !== null) say('differently', `Pilot group of ${forest.name}`, pilot, 'Entra Connect takes direct members only; Causeway takes nested ones too.', 'Look at the preview for members that come in through nesting.', forest.place);
  return { domain, username: forest.username ?? `svc-causeway@${domain}`, password: { env: variable }, containers: containersOf({ ...partition, domain }, forest.place, say), pilotGroup: pilot === null ? null : { dn: pilot } };
}

function sourcesOf({ forests, settings }: ConnectConfiguration, say: Say): Pick<ProfileInput, 'source' | 'furtherSources'> {
  const filter = settings.get('Microsoft.OptionalFeature.GroupFiltering');
  const pairs = forests.flatMap((forest) => forest.partitions.filter(({ selected, dn }) => selected && /(?:^|,)DC=/i.test(dn)).map((partition) => ({ forest, partition })));
  for (const forest of forests) {
    const left = forest.partitions.filter(({ selected }) => !selected).map(({ dn }) => dn);
    if (left.length > 0) say('taken', `Partitions of ${forest.name} that are not selected`, left.join('; '), 'Not read here either.', null, forest.place);
  }
  const sources = pairs.map(({ forest, partition }, index) => sourceOf(forest, partition, index === 0 ? 'CAUSEWAY_AD_PASSWORD' : `CAUSEWAY_AD_PASSWORD_${index + 1}`, filter === undefined || isTrue(filter), say));
  const [first, ...further] = sources;
  if (first === undefined) {
    say('notTaken', 'Domains', '', 'No domain is selected in the export.', `Enter your domain in ${at('the profile', 'the step “Connect to Active Directory”')}.`);
    return { source: starterProfile.source };
  }
  const used = new Set<string>();
  const nameOf = (domain: string | undefined): string => {
    const plain = (domain ?? 'domain').replace(/[^A-Za-z0-9._-]/g, '-').replace(/^[^A-Za-z0-9]+/, '').slice(0, 50) || 'domain';
    let name = plain;
    for (let number = 2; used.has(name.toLowerCase()); number += 1) name = `${plain}-${number}`;
    used.add(name.toLowerCase());
    return name;
  };
  return { source: first, ...(further.length === 0 ? {} : { furtherSources: further.map((source) => ({ name: nameOf(source.domain), ...source })) }) };
}

function joinOf(settings: ConnectConfiguration['settings'], say: Say): Join {
  const value = settings.get('Microsoft.SynchronizationOption.JoinCriteria') ?? '';
  const custom = settings.get('Microsoft.SynchronizationOption.CustomAttribute') ?? '';
  const join: Join | null = /sid/i.test(value) ? 'sid' : /^mail/i.test(value) ? 'mail' : /samaccount|alias|nickname/i.test(value) ? 'accountName' : /custom/i.test(value) && custom !== '' ? { attribute: custom } : /^(?:|alwaysprovision|none)$/i.test(value) ? 'none' : null;
  if (value === '') return 'none';
  if (join === null) say('notTaken', 'Joining users across forests', value, 'This choice is not known; users are taken to exist once.', `Choose it in ${at('`join` of the profile', 'the step “People in several forests”')}.`);
  else say('taken', 'Joining users across forests', custom === '' ? value : `${value}: ${custom}`, join === 'mail' || typeof join === 'object' ? 'Users without the value are left out, as there.' : 'The same choice here.');
  return join ?? 'none';
}

function sayAnchor(settings: ConnectConfiguration['settings'], say: Say): void {
  const anchor = settings.get('Microsoft.SynchronizationOption.AnchorAttribute');
  if (anchor === undefined) return;
  if (/^(?:objectGUID|mS-DS-ConsistencyGuid)$/i.test(anchor)) say('taken', 'Source anchor', anchor, 'mS-DS-ConsistencyGuid where it holds 16 bytes, else objectGUID: the same onPremisesImmutableId as Entra Connect writes.');
  else say('notTaken', 'Source anchor', anchor, 'Causeway anchors by mS-DS-ConsistencyGuid or objectGUID only. With another anchor every account would be an anchorMismatch.', 'Before the hand-over, write each account\'s onPremisesImmutableId (base64, decoded) to its mS-DS-ConsistencyGuid.');
}

/** Features without a counterpart, with the reason. */
const features: Readonly<Record<string, readonly [setting: string, text: string, fix: string | null]>> = {
  PasswordHashSync: ['Password hash synchronization', 'Microsoft Graph takes no password hash.', 'Decide how people sign in before the hand-over: federation, pass-through with another tool, or cloud passwords with self-service reset.'],
  PasswordWriteback: ['Password writeback', 'Causeway never writes to Active Directory.', 'Switch self-service reset for synchronized users off, or keep Entra Connect for it.'],
  HybridExchange: ['Exchange hybrid', 'Microsoft Graph takes no proxyAddresses and no Exchange attributes, and Causeway writes none back.', 'Keep Entra Connect while Exchange on premises manages mailboxes.'],
  GroupWriteBack: ['Group writeback', 'Causeway never writes to Active Directory.', 'Use Entra Cloud Sync for group provisioning to Active Directory.'],
  DeviceWriteBack: ['Device writeback', 'Causeway never writes to Active Directory.', null],
  DeviceWriteUp: ['Hybrid joined devices', 'Devices cannot be created through Microsoft Graph by a synchronization.', 'Use Intune enrolment, or hybrid join without synchronization.'],
  UserWriteBack: ['User writeback', 'Causeway never writes to Active Directory.', null],
};

function sayFeatures(settings: ConnectConfiguration['settings'], say: Say): void {
  for (const [name, [setting, text, fix]] of Object.entries(features)) {
    if (isTrue(settings.get(`Microsoft.OptionalFeature.${name}`))) say('notTaken', setting, 'on', text, fix);
  }
  const applications = list(settings.get('Microsoft.AADFilter.ApplicationList'));
  if (applications.length > 0) say('notTaken', 'App filtering', applications.join(', '), 'Causeway has no choice by app; single attributes can be switched off.', `Switch off what is not wanted in ${at('rules.disabled', 'Rules › Attribute flows')}.`);
}

function extensionsOf(settings: ConnectConfiguration['settings'], say: Say): ReturnType<typeof convertExtensions> {
  const entries = list(settings.get('Microsoft.OptionalFeature.DirectoryExtensionAttributes'));
  const on = settings.get('Microsoft.OptionalFeature.DirectoryExtension');
  if (isTrue(on) && entries.length === 0) say('notTaken', 'Directory extensions', 'on', 'The export does not say which attributes.', `Enter them in ${places.extensions}.`);
  if (on !== undefined && !isTrue(on)) return [];
  return convertExtensions(entries, say);
}

function thresholdOf(settings: ConnectConfiguration['settings'], say: Say): { readonly count: number; readonly percent: number } {
  const given = settings.get('Microsoft.OptionalFeature.ExportDeletionThresholdValue');
  const count = given === undefined ? Number.NaN : Number(given);
  const usable = Number.isInteger(count) && count >= 0;
  const on = settings.get('Microsoft.OptionalFeature.ExportDeletionThreshold');
  if (on !== undefined && !isTrue(on)) say('notTaken', 'Deletion threshold', 'off', 'Protection stays on, at 500 deletes or 10 %.', `Raise ${places.deletions} where that is too little.`);
  else if (usable) say('differently', 'Deletion threshold', String(count), `More than ${count} deletes are held, and more than 10 % once there are more than 50 linked objects of the type.`, `Raise ${at('protection.deletes.percent', 'the percentage in the step “Deletion and protection”')} where that is too little.`);
  return { count: usable && (on === undefined || isTrue(on)) ? count : 500, percent: 10 };
}

function excludedAttributes(settings: ConnectConfiguration['settings'], say: Say): readonly string[] {
  const options = profileSchema.shape.rules.parse({});
  const ours = new Set(rulesOf(options).map(({ id }) => id));
  const off: string[] = [];
  for (const attribute of list(settings.get('Microsoft.AADFilter.AttributeExclusionList'))) {
    const property = graphNameOf(attribute.split('.').at(-1) ?? attribute);
    const ids = ['user', 'group'].map((type) => `${type}.${property ?? ''}`).filter((id) => ours.has(id) && !off.includes(id));
    const possible = ids.filter((id) => !checkRules({ ...options, disabled: [id] }).some(({ severity }) => severity === 'error'));
    if (possible.length > 0) say('taken', `Attribute that is not synchronized: ${attribute}`, attribute, `Switched off: ${possible.join(', ')}.`);
    else if (ids.length > 0) say('notTaken', `Attribute that is not synchronized: ${attribute}`, attribute, 'Microsoft Graph or Causeway needs it.');
    else say('taken', `Attribute that is not synchronized: ${attribute}`, attribute, 'Causeway does not write it anyway.');
    off.push(...possible);
  }
  return off;
}

/** A draft of a profile from Entra Connect's configuration, and the report. Pure; saves nothing. The draft is in staging mode. */
export function convertConfiguration(configuration: ConnectConfiguration, reader: Reader): EntraConnectImport {
  const { settings, forests, unknown } = configuration;
  const report: ImportEntry[] = [];
  const say: Say = (takeover, setting, value, text, fix = null, place = null) => void report.push({ takeover, setting, value, text, fix, place });
  const sources = sourcesOf(configuration, say);
  const join = joinOf(settings, say);
  sayAnchor(settings, say);
  const signInAttribute = settings.get('Microsoft.SynchronizationOption.UPNAttribute') || 'userPrincipalName';
  if (settings.has('Microsoft.SynchronizationOption.UPNAttribute')) say('taken', 'Attribute for the user principal name', signInAttribute, signInAttribute === 'userPrincipalName' ? 'The same here.' : 'Alternate sign-in: rules.signInAttribute.');
  say('differently', 'Matching with accounts in Entra', 'source anchor, then primary address, then user principal name', 'The same order; never with a role holder or a guest, and every match is shown before it is written.', `${at('Set policies.softMatch to review', 'Choose in the step “Existing cloud users” that matches are held')} to decide each one.`);
  const deletes = thresholdOf(settings, say);
  const excluded = excludedAttributes(settings, say);
  sayFeatures(settings, say);
  const directoryExtensions = extensionsOf(settings, say);
  const options = profileSchema.shape.rules.parse({ signInAttribute, directoryExtensions });
  const rules = convertRules(configuration, options);
  report.push(...rules.report);
  const changed = configuration.rules.some(({ standard }) => standard);
  if (changed) say('notTaken', 'Default rules that were changed in place', '', 'An export does not say how a default rule differs from the shipped one.', 'Compare with a fresh server, and write each change as a rule of your own.');
  if (settings.size === 0) say('notTaken', 'Global settings', 'not in the export', 'Source anchor, sign-in attribute, deletion threshold and features are not known, so the defaults are taken.', 'Compare them with “View or export current configuration” of Entra Connect.');
  const disabled = [...new Set([...excluded, ...rules.disabled])];
  for (const { name, place } of unknown) say('notTaken', name, '', 'This part of the export is not known to Causeway.', 'Check in Entra Connect whether it matters to you.', place);
  say('differently', 'Staging mode', settings.get('Microsoft.Synchronize.StagingMode') ?? 'not in the export', 'The draft is in staging mode: everything is computed and shown, nothing is written.', `Switch it off at the end of the hand-over (${at('policies.stagingMode', 'Rules › Staging mode')}).`);
  const profile: ProfileInput = {
    version: 1,
    name: (forests[0]?.name ?? 'contoso').toLowerCase().replace(/[^a-z0-9._-]+/g, '-') || 'contoso',
    ...sources,
    join,
    target: starterProfile.target,
    rules: { signInAttribute, ...(disabled.length === 0 ? {} : { disabled }), ...(rules.custom.length === 0 ? {} : { custom: [...rules.custom] }), ...(directoryExtensions.length === 0 ? {} : { directoryExtensions }) },
    policies: { softMatch: 'auto', delete: 'delete', drift: 'revert', stagingMode: true },
    protection: { deletes },
  };
  say('notTaken', 'Tenant and application', '', 'Entra Connect\'s own account and application cannot be used.', `Register an application for Causeway (README, "An application in Microsoft Entra ID") and ${at('fill in target', 'enter it in the step “Sign in to Entra”')}.`);
  return { profile, report: reportFor(reader, report) };
}
