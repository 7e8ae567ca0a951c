import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RunDocument } from '../../../shared/run.ts';
import { asAdmin, cloudGroup, cloudId, cloudUser, memberNames, startStage, type CommandLine, type Stage } from '../../support/samba-sync.ts';
import { firmLdif, firmLogins, firmNames } from './firm.ts';

/** The life of a synchronization from a real domain controller: first run, changes, moves, deletions, returns. */

const upn = (login: string): string => `${login}@contoso.com`;

/** What a plan does, without the order: `update maiden@…` as [action, first RDN]. */
function doings(document: RunDocument): readonly string[] {
  return document.plan.changes.map((change) => `${change.action} ${change.dn.split(/(?<!\\),/)[0] ?? ''}`).sort();
}

describe.each([['dirSync', '127.0.0.41'], ['usnChanged', '127.0.0.42']] as const)('from Samba AD by %s', (delta, address) => {
  let stage: Stage;
  let cli: CommandLine;
  const names = (): ReturnType<typeof firmNames> => firmNames(stage.dc.baseDn);

  async function synchronize(): Promise<RunDocument> {
    stage.tenant.resetLog();
    const { code, document } = await cli.document('sync');
    expect({ code, outcome: document.run.outcome, error: document.run.error, failed: document.export.failed, waiting: document.export.waiting }).toEqual({ code: 0, outcome: 'success', error: null, failed: [], waiting: [] });
    expect(document.export.writes).toBe(stage.tenant.writes());
    return document;
  }

  beforeAll(async () => {
    stage = await startStage({ address, population: firmLdif });
    const { firm, groups } = names();
    const guid = await asAdmin(stage.dc, async (admin) => {
      await admin.addMember(`CN=inner,${groups}`, `CN=outer,${groups}`);
      return await admin.guid(firm);
    });
    cli = await stage.profile('firm', { source: { delta, containers: [{ guid, dn: firm, include: true }] } });
  });
  afterAll(async () => { await stage?.stop(); });

  test('a preview shows every object and writes nothing', async () => {
    const { code, document } = await cli.document('preview');
    expect({ code, users: document.plan.users.create, groups: document.plan.groups.create, inScope: document.import.source.inScope }).toEqual({ code: 0, users: firmLogins.length, groups: 3, inScope: firmLogins.length + 3 });
    expect(document.import.source.excluded).toEqual({ outsideContainers: expect.any(Number) });
    expect(stage.tenant.requests().filter((request) => request.changesState)).toEqual([]);
    expect(stage.wire.filter((exchange) => exchange.method !== 'GET' && !exchange.url.includes('/oauth2/') && !exchange.url.endsWith('/$batch'))).toEqual([]);
  });

  test('the first run creates users, groups, memberships and managers, and nothing outside the selection', async () => {
    const document = await synchronize();
    expect(document.plan.users.create + document.plan.groups.create).toBe(firmLogins.length + 3);
    const created = stage.tenant.snapshot().users.map((user) => user['userPrincipalName']).filter((name) => name !== 'admin@contoso.onmicrosoft.com');
    expect(created).toEqual(firmLogins.map(upn).sort());
    expect(cloudUser(stage.tenant, upn('ada'))).toMatchObject({
      displayName: 'Ada Lovelace', givenName: 'Ada', surname: 'Lovelace', jobTitle: 'Countess', department: 'Engines', mail: 'ada@contoso.com', mailNickname: 'ada', usageLocation: 'GB',
      businessPhones: ['+44 20 1234'], accountEnabled: true, onPremisesImmutableId: expect.stringMatching(/^[A-Za-z0-9+/]{22}==$/),
    });
    expect(cloudUser(stage.tenant, upn('bo'))).toMatchObject({ manager: `user:${upn('ada')}` });
    expect(['kate', 'plus', 'trailing', 'zoe'].map((login) => cloudUser(stage.tenant, upn(login))?.['displayName'])).toEqual(["O'Brien, Kate", 'Plus+Sign #1', 'Trailing', 'Zoë Ünïcødé 李']);
  });

  test('nested and circular groups keep their shape; members outside the selection stay out', () => {
    const byName = (name: string): string => `group:${String(cloudGroup(stage.tenant, name)?.['uniqueName'])}`;
    expect(memberNames(stage.tenant, 'inner')).toEqual([byName('outer'), `user:${upn('ada')}`, `user:${upn('kate')}`]);
    expect(memberNames(stage.tenant, 'outer')).toEqual([byName('inner'), `user:${upn('zoe')}`]);
    expect(memberNames(stage.tenant, 'staff')).toEqual(firmLogins.filter((login) => login !== 'berliner').map((login) => `user:${upn(login)}`).sort());
  });

  test('a second run reads by delta, plans nothing and writes nothing', async () => {
    const document = await synchronize();
    expect({ mode: document.import.source.mode, read: document.import.source.read, changes: document.plan.changes, writes: stage.tenant.writes() }).toEqual({ mode: 'delta', read: 0, changes: [], writes: 0 });
    const run = JSON.parse((await cli.run(['runs', document.run.id, '--json'])).stdout) as { readonly steps: readonly { readonly phase: string; readonly text: string }[] };
    expect(run.steps.find((step) => step.phase === 'importSource')?.text).toContain(`delta import by ${delta}`);
  });

  test('carries values, renames, disabling, managers, memberships and newcomers, and nothing else', async () => {
    const { person, people, groups } = names();
    const maiden = cloudId(stage.tenant, upn('maiden'));
    await asAdmin(stage.dc, async (admin) => {
      await admin.set(person('ada'), { title: 'Contessa', department: null });
      await admin.move(person('maiden'), `CN=Märried Náme,${people}`);
      await admin.set(`CN=Märried Náme,${people}`, { userPrincipalName: upn('married'), displayName: 'Märried Náme' });
      await admin.set(person('leaver'), { userAccountControl: '546' });
      await admin.set(person('bo'), { manager: person('zoe') });
      await admin.add(`CN=New\\, Comer,${people}`, { objectClass: 'user', sAMAccountName: 'newcomer', userPrincipalName: upn('newcomer'), displayName: 'New, Comer', userAccountControl: '544', manager: person('ada') });
      await admin.removeMember(`CN=staff,${groups}`, person('plus'));
      await admin.addMember(`CN=inner,${groups}`, `CN=New\\, Comer,${people}`);
    });
    const document = await synchronize();
    expect(document.import.source.mode).toBe('delta');
    expect(doings(document)).toEqual(['addMembers CN=inner', 'create CN=New\\, Comer', 'disable CN=Leaver', 'removeMembers CN=staff', 'setManager CN=Bo Marker', 'setManager CN=New\\, Comer', 'update CN=Ada Lovelace', 'update CN=Märried Náme']);
    expect(stage.tenant.writes()).toBe(8);
    expect(cloudId(stage.tenant, upn('married'))).toBe(maiden);
    expect(cloudUser(stage.tenant, upn('married'))).toMatchObject({ displayName: 'Märried Náme' });
    expect(cloudUser(stage.tenant, upn('leaver'))).toMatchObject({ accountEnabled: false });
    expect(cloudUser(stage.tenant, upn('ada'))).toMatchObject({ jobTitle: 'Contessa' });
    expect(cloudUser(stage.tenant, upn('ada'))).not.toHaveProperty('department');
    expect(cloudUser(stage.tenant, upn('bo'))).toMatchObject({ manager: `user:${upn('zoe')}` });
    expect(cloudUser(stage.tenant, upn('newcomer'))).toMatchObject({ displayName: 'New, Comer', manager: `user:${upn('ada')}` });
    expect(memberNames(stage.tenant, 'staff')).not.toContain(`user:${upn('plus')}`);
    expect(memberNames(stage.tenant, 'inner')).toContain(`user:${upn('newcomer')}`);
  });

  test('who moves out of the selection or is deleted goes; who comes back is the same cloud object', async () => {
    const { person, people, elsewhere } = names();
    const [mover, doomed] = [cloudId(stage.tenant, upn('mover')), cloudId(stage.tenant, upn('doomed'))];
    const tombstone = await asAdmin(stage.dc, async (admin) => {
      const guid = await admin.guid(person('doomed'));
      await admin.move(person('mover'), `CN=Mover,${elsewhere}`);
      await admin.move(`CN=Out Sider,${elsewhere}`, `CN=Out Sider,${people}`);
      await admin.remove(person('doomed'));
      return guid;
    });
    const left = await synchronize();
    expect(doings(left)).toEqual(['addMembers CN=staff', 'create CN=Out Sider', 'delete CN=Doomed', 'delete CN=Mover']);
    expect(stage.tenant.snapshot().deleted.map((user) => user['userPrincipalName'])).toEqual([upn('doomed'), upn('mover')]);
    expect(memberNames(stage.tenant, 'staff')).toContain(`user:${upn('outsider')}`);

    await asAdmin(stage.dc, async (admin) => {
      await admin.move(`CN=Mover,${elsewhere}`, person('mover'));
      await admin.restore(tombstone, stage.dc.baseDn, person('doomed'), { sAMAccountName: 'doomed', userPrincipalName: upn('doomed'), displayName: 'Doomed', userAccountControl: '544' });
    });
    const returned = await synchronize();
    expect(doings(returned)).toEqual(['restore CN=Doomed', 'restore CN=Mover']);
    expect([cloudId(stage.tenant, upn('mover')), cloudId(stage.tenant, upn('doomed'))]).toEqual([mover, doomed]);
    expect(stage.tenant.snapshot().deleted).toEqual([]);
    // Entra gives both their memberships back; in AD the tombstone lost his, so the next run takes it from him again.
    expect(doings(await synchronize())).toEqual(['removeMembers CN=staff']);
    expect(memberNames(stage.tenant, 'staff')).toContain(`user:${upn('mover')}`);
    expect(memberNames(stage.tenant, 'staff')).not.toContain(`user:${upn('doomed')}`);
  });

  test('a renamed OU stays selected, moves nothing and writes nothing', async () => {
    const { firm, people } = names();
    await asAdmin(stage.dc, async (admin) => {
      await admin.move(`OU=Berlin,${people}`, `OU=Bärlin,${people}`);
      await admin.move(firm, `OU=Företag,${stage.dc.baseDn}`);
    });
    const document = await synchronize();
    expect({ mode: document.import.source.mode, changes: document.plan.changes, writes: stage.tenant.writes(), inScope: document.import.source.inScope }).toEqual({ mode: 'delta', changes: [], writes: 0, inScope: firmLogins.length + 5 });
    const below = `CN=Ber Liner,OU=Bärlin,OU=People,OU=Företag,${stage.dc.baseDn}`;
    expect(await cli.run(['explain', below])).toMatchObject({ code: 0, stdout: expect.stringContaining(upn('berliner')) });
    await asAdmin(stage.dc, (admin) => admin.set(below, { title: 'Mayor' }));
    expect(doings(await synchronize())).toEqual(['update CN=Ber Liner']);
  });

  test('a full import afterwards agrees with the deltas: nothing to do', async () => {
    stage.tenant.resetLog();
    const { code, document } = await cli.document('sync', '--full');
    expect({ code, mode: document.import.source.mode, changes: document.plan.changes, writes: stage.tenant.writes() }).toEqual({ code: 0, mode: 'full', changes: [], writes: 0 });
  });
});
