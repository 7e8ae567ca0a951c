import type { AttributeValue } from '../../../shared/plan.ts';
import { extensionsOf } from '../flow/extensions.ts';
import { extensionAttributes, photoProperty } from '../flow/properties.ts';
import type { Settings } from '../settings.ts';
import type { FlowSource, Rule } from './rule.ts';

/**
 * The default rules (design, section 4; Entra Connect's default attribute list where Graph can write the property), as
 * data in the language of rules. One rule supplies one property, so that each can be disabled or cloned on its own.
 */
type DefaultRule = Pick<Rule, 'name' | 'type' | 'description'> & { readonly target: string; readonly source: FlowSource; readonly applyOnce: boolean };

/** Entra Connect numbers its default rules from 100; what an admin adds comes before. */
export const firstDefaultPrecedence = 100;

type Options = Settings['rules'];

function direct(type: 'user' | 'group', target: string, attribute: string): DefaultRule {
  return { name: `${target} from ${attribute}`, type, description: attribute, target, source: { kind: 'direct', attribute }, applyOnce: false };
}

function expression(type: 'user' | 'group', target: string, name: string, description: string, text: string, applyOnce = false): DefaultRule {
  return { name, type, description, target, source: { kind: 'expression', text }, applyOnce };
}

function constant(type: 'user' | 'group', target: string, value: AttributeValue, name = `${target} constant`, description = String(value)): DefaultRule {
  return { name, type, description, target, source: { kind: 'constant', value }, applyOnce: true };
}

/** The second attribute where the first is empty or blank. */
function orElse(first: string, second: string): string {
  return `IIF(IsNullOrEmpty(Trim([${first}])),[${second}],[${first}])`;
}

/** The `SMTP:` entry without its prefix, else `mail`. */
const primaryAddress = 'With($primary,Where($item,Trim([proxyAddresses]),Left($item,5)="SMTP:" && Len($item)>5),IIF(Count($primary)=0,Trim([mail]),Trim(Mid(Item($primary,1),6))))';
const mail = `IIF(IsNullOrEmpty(Trim([mail])),${primaryAddress},[mail])`;
const anchorDescription = 'mS-DS-ConsistencyGuid if it holds 16 bytes, else objectGUID; base64';
const nicknameDescription = 'mailNickname, cleaned of what Microsoft Graph refuses';
const derivedDescription = 'without a mailNickname: the first part of the primary address, mail or sign-in name, else sAMAccountName or cn; cleaned';

const lastResortDescription = 'when nothing is left of any of these: eight digits of the source anchor';

function signInName({ signInAttribute }: Options): string {
  return `IIF(IsNullOrEmpty(Trim([${signInAttribute}])),IIF(IsNullOrEmpty(Trim([sAMAccountName])),NULL,Trim([sAMAccountName]) & "@" & %Domain.FQDN%),[${signInAttribute}])`;
}

function accountEnabled({ disableExpiredAccounts }: Options): DefaultRule {
  const enabled = 'IIF(IsNull([userAccountControl]),True,BitAnd([userAccountControl],2)=0)';
  const unexpired = '(IsNull([accountExpires]) || [accountExpires]=0 || [accountExpires]=9223372036854775807 || DateFromNum([accountExpires])>Now())';
  const description = `enabled unless userAccountControl says disabled${disableExpiredAccounts ? ', or accountExpires is past' : ''}`;
  return expression('user', 'accountEnabled', 'accountEnabled from userAccountControl', description, `${enabled} && (%DisableExpiredAccounts%="False" || ${unexpired})`);
}

function usageLocation({ usageLocation: fallback }: Options): DefaultRule {
  const text = 'With($exchange,CausewayCountryCode([msExchUsageLocation]),IIF(IsNull($exchange),With($country,CausewayCountryCode([c]),IIF(IsNull($country),CausewayCountryCode(%UsageLocation%),$country)),$exchange))';
  return expression('user', 'usageLocation', 'usageLocation from msExchUsageLocation, else c, else the default', `msExchUsageLocation, else c${fallback === undefined ? '' : `, else ${fallback.toUpperCase()}`}`, text);
}

/** AD's own nickname, and below it the derived ones, which are set at creation only. */
function nicknames(type: 'user' | 'group', options: Options): readonly DefaultRule[] {
  const prefixes = [`CausewayPrefix(${primaryAddress})`, 'CausewayPrefix(Trim([mail]))', ...(type === 'user' ? [`CausewayPrefix(Trim(${signInName(options)}))`] : []), '[sAMAccountName]', '[cn]'];
  return [
    expression(type, 'mailNickname', 'mailNickname', nicknameDescription, 'CausewayCleanNickname(Trim([mailNickname]))'),
    expression(type, 'mailNickname', 'mailNickname', derivedDescription, `CausewayNickname(${prefixes.join(',')})`, true),
    expression(type, 'mailNickname', 'mailNickname', lastResortDescription, `"${type.charAt(0)}-" & Left(StringFromGuid(CausewayAnchor()),8)`, true),
  ];
}

/** What kind of group it becomes. Only with Microsoft 365 groups is there a choice: groupType is positive without the security bit. */
function groupKind({ distributionLists }: Options): readonly DefaultRule[] {
  if (distributionLists === 'leave') return [constant('group', 'mailEnabled', false), constant('group', 'securityEnabled', true)];
  const isList = '(IsPresent([groupType]) && [groupType]>=0 && [groupType]<2147483648)';
  return [
    expression('group', 'groupTypes', 'groupTypes from groupType', 'Unified for a distribution list', `IIF(${isList},"Unified",NULL)`, true),
    expression('group', 'mailEnabled', 'mailEnabled from groupType', 'true for a distribution list', isList, true),
    expression('group', 'securityEnabled', 'securityEnabled from groupType', 'false for a distribution list', `${isList}=False`, true),
  ];
}

function dataOf(options: Options): readonly DefaultRule[] {
  return [
    accountEnabled(options),
    expression('user', 'onPremisesImmutableId', 'source anchor', anchorDescription, 'ConvertToBase64(CausewayAnchor())'),
    expression('user', 'userPrincipalName', 'userPrincipalName', `${options.signInAttribute}, else sAMAccountName@domain; on an unverified suffix nickname@initial domain`, signInName(options)),
    ...nicknames('user', options),
    expression('user', 'displayName', 'displayName from displayName, else cn', 'displayName, else cn', orElse('displayName', 'cn')),
    direct('user', 'givenName', 'givenName'),
    direct('user', 'surname', 'sn'),
    expression('user', 'mail', 'mail from mail, else primary address', 'mail, else the primary address of proxyAddresses', mail),
    direct('user', 'jobTitle', 'title'),
    direct('user', 'department', 'department'),
    direct('user', 'companyName', 'company'),
    direct('user', 'employeeId', 'employeeID'),
    direct('user', 'employeeType', 'employeeType'),
    direct('user', 'officeLocation', 'physicalDeliveryOfficeName'),
    direct('user', 'streetAddress', 'streetAddress'),
    direct('user', 'city', 'l'),
    direct('user', 'state', 'st'),
    direct('user', 'postalCode', 'postalCode'),
    direct('user', 'country', 'co'),
    { ...direct('user', 'businessPhones', 'telephoneNumber'), description: 'telephoneNumber, as the only value' },
    direct('user', 'mobilePhone', 'mobile'),
    direct('user', 'faxNumber', 'facsimileTelephoneNumber'),
    direct('user', 'preferredLanguage', 'preferredLanguage'),
    usageLocation(options),
    ...extensionAttributes.map((name) => direct('user', name, name)),
    ...(options.photos ? [{ ...direct('user', photoProperty, 'thumbnailPhoto'), description: 'thumbnailPhoto; shown as the digest of the picture' }] : []),
    constant('user', 'passwordProfile', 'generated', 'initialPassword', 'random, 32 characters; to be changed at the first sign-in'),
    expression('group', 'displayName', 'displayName from displayName, else cn', 'displayName, else cn', orElse('displayName', 'cn')),
    direct('group', 'description', 'description'),
    ...nicknames('group', options),
    expression('group', 'uniqueName', 'uniqueName from the source anchor', 'ad- and the source anchor as GUID', '"ad-" & StringFromGuid(CausewayAnchor())', true),
    ...groupKind(options),
    ...extensionsOf(options).flatMap(({ name, attribute, objectTypes }) => (attribute === null ? [] : objectTypes.map((type) => direct(type, name, attribute)))),
  ];
}

/** The default rules under these options, numbered from 100. */
export function defaultRules(options: Options): readonly Rule[] {
  const disabled = new Set(options.disabled);
  return dataOf(options).map(({ name, type, description, target, source, applyOnce }, index, all) => {
    const before = all.slice(0, index).filter((each) => each.type === type && each.target === target).length;
    const id = `${type}.${target}${['', '.derived', '.lastResort'][before] ?? ''}`;
    return { id, name, type, direction: 'inbound', precedence: firstDefaultPrecedence + index, origin: 'default', enabled: !disabled.has(id), description, scope: [], join: [], flows: [{ target, source, applyOnce, merge: 'update' }] };
  });
}
