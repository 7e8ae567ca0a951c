import { compile } from '../rules/expression/compile.ts';
import { evaluationOf } from '../rules/expression/evaluate.ts';
import { EvaluationFailure } from '../rules/expression/failure.ts';
import { parse } from '../rules/expression/parse.ts';
import type { SourceRow } from '../store.ts';

/**
 * Objects that Entra Connect's default rules leave out, and Causeway as well, in the language of rules.
 * Source: Microsoft, "Default configuration" of Entra Connect Sync, and its exported default rules (adminDescription).
 * Prefix and containment tests ignore case.
 */
export type Exclusion = {
  readonly name: string;
  readonly kinds: readonly SourceRow['kind'][];
  readonly means: string;
  /** True keeps the object out. */
  readonly expression: string;
};

/** More members than Entra accepts through synchronization (Entra Connect's V2 endpoint). */
export const largestGroup = 250_000;

function lower(attribute: string): string {
  return `LCase(Trim([${attribute}]))`;
}

function startsWith(attribute: string, prefix: string): string {
  return `Left(${lower(attribute)},${prefix.length})="${prefix}"`;
}

function isCasMailbox(attribute: string): string {
  return `(${startsWith(attribute, 'cas_')} && InStr([${attribute}],"}")>0)`;
}

/** CBool makes False of what has no bits at all. */
function anyBit(bits: string): string {
  return `CBool(BitAnd([msExchRecipientTypeDetails],${bits}))`;
}

/** A replication conflict renames the loser: `\0ACNF:` and the GUID; the line feed may be written as such. */
const conflictObject = 'With($name,LCase(DNComponent(CRef([dn]),1)),InStr($name,"\\\\0acnf:")>0 || InStr($name,"\ncnf:")>0)';

export const exclusions: readonly Exclusion[] = [
  { name: 'criticalSystemObject', kinds: ['user', 'group', 'contact'], means: 'isCriticalSystemObject is TRUE', expression: '[isCriticalSystemObject]=True' },
  { name: 'noSamAccountName', kinds: ['user'], means: 'sAMAccountName is empty', expression: 'IsNullOrEmpty(Trim([sAMAccountName]))' },
  { name: 'syncServiceAccount', kinds: ['user'], means: 'sAMAccountName starts with AAD_ or MSOL_', expression: `${startsWith('sAMAccountName', 'aad_')} || ${startsWith('sAMAccountName', 'msol_')}` },
  { name: 'supportAccount', kinds: ['user'], means: 'sAMAccountName is SUPPORT_388945a0', expression: `${lower('sAMAccountName')}="support_388945a0"` },
  { name: 'systemMailbox', kinds: ['user'], means: 'mailNickname starts with SystemMailbox{', expression: startsWith('mailNickname', 'systemmailbox{') },
  { name: 'casMailbox', kinds: ['user', 'contact'], means: 'mailNickname or sAMAccountName starts with CAS_ and contains }', expression: `${isCasMailbox('mailNickname')} || ${isCasMailbox('sAMAccountName')}` },
  { name: 'recipientType', kinds: ['user'], means: 'msExchRecipientTypeDetails is a system mailbox type', expression: anyBit('&H21C07000') },
  { name: 'conflictObject', kinds: ['user', 'group', 'contact'], means: 'the name contains \\0ACNF:, left by a replication conflict', expression: conflictObject },
  { name: 'linkedMailboxWithoutAccount', kinds: ['user'], means: 'a linked mailbox whose account is in a forest that is not configured', expression: '[msExchRecipientTypeDetails]=2' },
  { name: 'adminDescription', kinds: ['user'], means: 'adminDescription starts with User_', expression: startsWith('adminDescription', 'user_') },
  { name: 'adminDescription', kinds: ['group'], means: 'adminDescription starts with Group_', expression: startsWith('adminDescription', 'group_') },
  { name: 'richCoexistenceGroup', kinds: ['group'], means: 'sAMAccountName is MSOL_AD_Sync_RichCoexistence', expression: `${lower('sAMAccountName')}="msol_ad_sync_richcoexistence"` },
  { name: 'roleGroup', kinds: ['group'], means: 'an Exchange role group', expression: anyBit('&H40000000') },
  { name: 'groupTooLarge', kinds: ['group'], means: `more than ${largestGroup} members`, expression: `[memberCount]>${largestGroup}` },
];

const compiled = exclusions.map((exclusion) => {
  const parsed = parse(exclusion.expression);
  if (!parsed.ok) throw new Error(`${exclusion.name}: ${parsed.fault.message}`);
  return { exclusion, run: compile(parsed.expression) };
});
/** Exclusions look at the object alone. */
const noFacts = { parameters: {}, now: new Date(0) };

/** The first rule that leaves this object out, or null. A value that cannot be read (a number that is none) excludes nothing. */
export function exclusionOf(row: SourceRow): Exclusion | null {
  const evaluation = evaluationOf(row, '', noFacts);
  for (const { exclusion, run } of compiled) {
    if (!exclusion.kinds.includes(row.kind)) continue;
    try {
      if (run(evaluation) === true) return exclusion;
    } catch (error) {
      if (!(error instanceof EvaluationFailure)) throw error;
    }
  }
  return null;
}
