/** A small firm in AD whose names, nestings and places are the awkward ones. */

const enabled = 544; // normal account, password not required: enabled without a password

type Person = { readonly rdn: string; readonly login: string; readonly displayName?: string; readonly more?: readonly string[] };

const inPeople: readonly Person[] = [
  { rdn: 'CN=Ada Lovelace', login: 'ada', more: ['title: Countess', 'department: Engines', 'mail: ada@contoso.com', 'givenName: Ada', 'sn: Lovelace', 'c: GB', 'telephoneNumber: +44 20 1234'] },
  { rdn: 'CN=Bo Marker', login: 'bo' },
  { rdn: "CN=O'Brien\\, Kate", login: 'kate', displayName: "O'Brien, Kate" },
  { rdn: 'CN=Plus\\+Sign \\#1', login: 'plus', displayName: 'Plus+Sign #1' },
  { rdn: 'CN=Trailing\\ ', login: 'trailing', displayName: 'Trailing' },
  { rdn: 'CN=Zoë Ünïcødé 李', login: 'zoe', displayName: 'Zoë Ünïcødé 李' },
  { rdn: 'CN=Mover', login: 'mover' },
  { rdn: 'CN=Doomed', login: 'doomed' },
  { rdn: 'CN=Leaver', login: 'leaver' },
  { rdn: 'CN=Maiden Name', login: 'maiden' },
];

export const firmLogins: readonly string[] = [...inPeople.map((person) => person.login), 'berliner'];

/** DNs of the firm below a domain; `firm` is the selected OU under its first name. */
export function firmNames(base: string): { readonly firm: string; readonly people: string; readonly berlin: string; readonly groups: string; readonly elsewhere: string; readonly person: (login: string) => string } {
  const firm = `OU=Firm,${base}`;
  const people = `OU=People,${firm}`;
  const person = (login: string): string => `${inPeople.find((each) => each.login === login)?.rdn ?? `CN=${login}`},${people}`;
  return { firm, people, berlin: `OU=Berlin,${people}`, groups: `OU=Groups,${firm}`, elsewhere: `OU=Elsewhere,${base}`, person };
}

function line(name: string, value: string): string {
  return /^[\x20-\x7e]*$/.test(value) && !/^[ :<]| $/.test(value) ? `${name}: ${value}` : `${name}:: ${Buffer.from(value).toString('base64')}`;
}

function user({ rdn, login, displayName = rdn.slice(3), more = [] }: Person, parent: string): string {
  return [line('dn', `${rdn},${parent}`), 'objectClass: user', `sAMAccountName: ${login}`, `userPrincipalName: ${login}@contoso.com`, line('displayName', displayName), `userAccountControl: ${enabled}`, ...more, ''].join('\n');
}

function group(name: string, parent: string, members: readonly string[]): string {
  return [`dn: CN=${name},${parent}`, 'objectClass: group', `sAMAccountName: ${name}`, ...members.map((dn) => line('member', dn)), ''].join('\n');
}

/** LDIF of the firm. The circle between `inner` and `outer` is closed later: LDIF adds one object after the other. */
export function firmLdif(base: string): string {
  const { firm, people, berlin, groups, elsewhere, person } = firmNames(base);
  const managed = inPeople.map((each) => (each.login === 'bo' ? { ...each, more: [line('manager', person('ada'))] } : each));
  return [
    ...[firm, people, berlin, groups, elsewhere].map((dn) => `dn: ${dn}\nobjectClass: organizationalUnit\n`),
    ...managed.map((each) => user(each, people)),
    user({ rdn: 'CN=Ber Liner', login: 'berliner' }, berlin),
    user({ rdn: 'CN=Out Sider', login: 'outsider' }, elsewhere),
    group('staff', groups, [...inPeople.map((each) => `${each.rdn},${people}`), `CN=Out Sider,${elsewhere}`]),
    group('inner', groups, [person('ada'), person('kate')]),
    group('outer', groups, [`CN=inner,${groups}`, person('zoe')]),
  ].join('\n');
}
