import type { SeedEntry } from '../directory/directory.ts';
import { guidBytes } from '../directory/identifiers.ts';
import { dnOfDomain } from '../directory/names.ts';
import { valuesOf } from '../directory/values.ts';

/**
 * Entries as LDIF (RFC 2849) for OpenLDAP's slapd with the schemas core, cosine, inetorgperson, nis, msuser and
 * `slapdSchema`: one text per entry, beginning with the domain root. Load it with `slapadd -q`.
 * AD's class chains shrink to classes that slapd knows; `extensibleObject` admits AD's attributes.
 */
export function* toLdif(entries: Iterable<SeedEntry>, options: { readonly domain?: string } = {}): Generator<string> {
  const domain = options.domain ?? 'corp.contoso.test';
  yield `dn: ${dnOfDomain(domain)}\nobjectClass: domain\ndc: ${domain.split('.')[0] ?? ''}\n\n`;
  for (const entry of entries) yield ldifEntry(entry, dnOfDomain(domain));
}

/** Attributes of the Exchange schema that msuser.schema lacks; to be included in slapd.conf after it. */
export const slapdSchema = [
  ['1.2.840.113556.1.2.447', 'mailNickname'],
  ['1.2.840.113556.1.4.7000.102.50329', 'msExchUsageLocation'],
  ...Array.from({ length: 15 }, (_, index) => [`1.2.840.113556.1.2.${index < 10 ? 423 + index : 589 + index}`, `extensionAttribute${index + 1}`]),
]
  .map(([oid = '', name = '']) => `attributetype ( ${oid} NAME '${name}' EQUALITY caseIgnoreMatch SUBSTR caseIgnoreSubstringsMatch SYNTAX 1.3.6.1.4.1.1466.115.121.1.15 SINGLE-VALUE )\n`)
  .join('');

const slapdClasses: Readonly<Record<string, readonly string[]>> = {
  user: ['user', 'extensibleObject'],
  group: ['group', 'extensibleObject'],
  organizationalUnit: ['organizationalUnit', 'extensibleObject'],
};

/** msuser.schema demands of users and groups what AD fills in by itself: these, an instance type and a (here meaningless) security descriptor. */
const categories: Readonly<Record<string, string>> = { user: 'Person', group: 'Group' };

function ldifEntry(entry: SeedEntry, base: string): string {
  const lines = [line('dn', entry.dn)];
  const [, type = '', value = ''] = /^(\w+)=((?:\\.|[^,\\])*)/.exec(entry.dn) ?? [];
  lines.push(line(type.toLowerCase(), value.replace(/\\(.)/g, '$1')));
  for (const [name, input] of Object.entries(entry.attributes)) {
    if (name === 'objectClass') {
      const classNames = slapdClasses[String(valuesOf(input)[0])] ?? ['extensibleObject'];
      for (const className of classNames) lines.push(line(name, className));
      const category = categories[classNames[0] ?? ''];
      if (category !== undefined) lines.push('instanceType: 4', 'nTSecurityDescriptor:: AQ==', line('objectCategory', `CN=${category},CN=Schema,CN=Configuration,${base}`));
    } else if (name === 'objectGUID') lines.push(`objectGUID:: ${guidBytes(String(valuesOf(input)[0])).toString('base64')}`);
    else for (const one of valuesOf(input)) lines.push(Buffer.isBuffer(one) ? `${name}:: ${one.toString('base64')}` : line(name, one));
  }
  return `${lines.join('\n')}\n\n`;
}

/** Plain when every character is safe (RFC 2849, SAFE-STRING), else base64. */
function line(name: string, value: string): string {
  const isSafe = /^[\x21-\x39\x3b\x3d-\x7e][\x20-\x7e]*$/.test(value) && !value.endsWith(' ');
  return isSafe ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`;
}
