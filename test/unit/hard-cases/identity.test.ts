import { describe, expect, it } from 'vitest';
import { guidBytes } from '../../../electron/lab/directory/identifiers.ts';
import { doings, hardCase, openConflicts } from '../../support/hard-case.ts';
import { group, mailbox, person, personDn } from '../../support/scenario.ts';
import type { Stage } from '../../support/scenario-stage.ts';

/** The identity of an account through deletion, return and changed anchors: which cloud account it is afterwards. */

const kate = personDn('Kate Baker');
const kateUpn = 'kate.baker@contoso.com';

/** AD: Kate is deleted and made anew under the same name; answers her former anchor as bytes. */
function recreate(stage: Stage, extra: Readonly<Record<string, Buffer>> = {}): Buffer {
  const { directory } = stage.lab;
  const former = Buffer.from(directory.anchorOf(kate), 'base64');
  directory.remove(kate);
  const { objectGUID: _, ...attributes } = person('Kate Baker', { title: 'Again' }).attributes;
  directory.add(kate, { ...attributes, ...extra });
  directory.addMembers('CN=Sales,OU=Groups,OU=Contoso,DC=corp,DC=contoso,DC=test', [kate]);
  return former;
}

const firm = [person('Kate Baker', mailbox(kateUpn)), person('Omar Said'), group('Sales', ['Kate Baker', 'Omar Said'])];
const members = (stage: Stage): unknown => stage.lab.tenant.snapshot().groups.find(({ displayName }) => displayName === 'Sales')?.['members'];

describe('delete and re-create with the same name', () => {
  it('is another identity: the old account goes to the recycle bin before the new one takes the name, in one run', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        await stage.prepare();
        const before = stage.idOf(kateUpn);
        stage.tell('AD: Kate is made anew.', () => void recreate(stage));
        const run = await stage.sync();
        expect([run.export.failed, openConflicts(run)]).toEqual([[], []]);
        expect(doings(run).filter((each) => each.endsWith('Kate Baker'))).toEqual(['create Kate Baker', 'delete Kate Baker']);
        expect(stage.idOf(kateUpn)).not.toBe(before);
        expect(stage.lab.tenant.admin.find(before)?.deleted).toBe(true);
        expect(members(stage)).toEqual([`user:${kateUpn}`, 'user:omar.said@contoso.com']);
        expect(doings(await stage.sync())).toEqual([]);
      },
    });
  });

  it('the cloud account is handed over by its anchor in mS-DS-ConsistencyGuid: same account, same groups, no deletion', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        await stage.prepare();
        const before = stage.idOf(kateUpn);
        stage.tell('AD: Kate is made anew, with the old anchor.', () => {
          const former = Buffer.from(stage.lab.directory.anchorOf(kate), 'base64');
          recreate(stage, { 'mS-DS-ConsistencyGuid': former });
        });
        const run = await stage.sync();
        expect([doings(run), openConflicts(run)]).toEqual([['update Kate Baker'], []]);
        expect(stage.idOf(kateUpn)).toBe(before);
        expect(members(stage)).toEqual([`user:${kateUpn}`, 'user:omar.said@contoso.com']);
        expect(doings(await stage.sync())).toEqual([]);
      },
    });
  });

  it('handed over after the new account was made: the anchor of a deleted account is a conflict, never a silent swap', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        await stage.prepare();
        const before = stage.idOf(kateUpn);
        let former: Buffer = Buffer.alloc(0);
        stage.tell('AD: Kate is made anew.', () => { former = recreate(stage); });
        await stage.sync();
        const after = stage.idOf(kateUpn);
        stage.tell('AD: the new Kate gets the old anchor.', () => stage.lab.directory.modify(kate, { 'mS-DS-ConsistencyGuid': former }));
        const held = await stage.sync();
        expect([openConflicts(held), stage.lab.tenant.writes()]).toEqual([['anchorMismatch Kate Baker'], 0]);
        expect(held.conflicts[0]?.other?.id).toBe(after);
        await stage.decide('anchorMismatch', 'Kate Baker', 'reanchor');
        const run = await stage.sync();
        expect([doings(run), openConflicts(run)]).toEqual([['link Kate Baker'], []]);
        expect(stage.idOf(kateUpn)).toBe(after);
        expect(stage.lab.tenant.admin.find(before)?.deleted).toBe(true);
        expect(stage.lab.tenant.admin.find(after)?.properties['onPremisesImmutableId']).toBe(former.toString('base64'));
        expect(doings(await stage.sync())).toEqual([]);
      },
    });
  });

  it('while accounts of the deleted are kept (policy disable or ignore), "re-anchor" hands the account over to the new AD object', async () => {
    for (const policy of ['disable', 'ignore'] as const) {
      await hardCase({
        ad: firm,
        profile: { policies: { delete: policy } },
        steps: async (stage) => {
          await stage.prepare();
          const before = stage.idOf(kateUpn);
          stage.tell('AD: Kate is made anew.', () => void recreate(stage));
          const held = await stage.sync();
          expect(openConflicts(held)).toEqual(['anchorMismatch Kate Baker']);
          expect(held.conflicts[0]?.resolutions).toEqual(['reanchor', 'exclude']);
          await stage.decide('anchorMismatch', 'Kate Baker', 'reanchor');
          const run = await stage.sync();
          expect([openConflicts(run), run.export.failed]).toEqual([[], []]);
          expect(stage.idOf(kateUpn)).toBe(before);
          expect(stage.lab.tenant.admin.find(before)?.properties).toMatchObject({ jobTitle: 'Again', accountEnabled: true, onPremisesImmutableId: stage.lab.directory.anchorOf(kate) });
          expect(members(stage)).toEqual([`user:${kateUpn}`, 'user:omar.said@contoso.com']);
          expect(doings(await stage.sync())).toEqual([]);
        },
      });
    }
  });

  it('of a group: the old group goes, a new one with its own uniqueName and the members comes', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        await stage.prepare();
        const before = stage.idOf('Sales');
        const { dn, attributes } = group('Sales', ['Omar Said']);
        stage.tell('AD: Sales is made anew.', () => {
          stage.lab.directory.remove(dn);
          const { objectGUID: _, ...rest } = attributes;
          stage.lab.directory.add(dn, rest);
        });
        const run = await stage.sync();
        expect([doings(run), openConflicts(run), run.export.failed]).toEqual([['addMembers Sales', 'create Sales', 'delete Sales'], [], []]);
        expect(stage.idOf('Sales')).not.toBe(before);
        expect(members(stage)).toEqual(['user:omar.said@contoso.com']);
        expect(doings(await stage.sync())).toEqual([]);
      },
    });
  });
});

describe('restored objects', () => {
  it('restored from the AD recycle bin: the same cloud account comes back from the tenant’s, with its groups and its manager', async () => {
    await hardCase({
      ad: [...firm, person('Mia Chief')],
      steps: async (stage) => {
        const { directory } = stage.lab;
        directory.modify(kate, { manager: personDn('Mia Chief') });
        await stage.prepare();
        const before = stage.idOf(kateUpn);
        let guid = '';
        stage.tell('AD: Kate is deleted.', () => { guid = directory.remove(kate); });
        expect(doings(await stage.sync())).toEqual(['delete Kate Baker']);
        stage.tell('AD: Kate is restored from the recycle bin.', () => directory.restore(guid));
        const run = await stage.sync();
        expect([openConflicts(run), run.export.failed, stage.idOf(kateUpn)]).toEqual([[], [], before]);
        await stage.sync();
        expect(doings(await stage.sync())).toEqual([]);
        expect(members(stage)).toEqual([`user:${kateUpn}`, 'user:omar.said@contoso.com']);
        expect(stage.lab.tenant.snapshot().users.find(({ userPrincipalName }) => userPrincipalName === kateUpn)?.['manager']).toBe('user:mia.chief@contoso.com');
      },
    });
  });

  it('restored in AD after somebody else took the sign-in name: held, naming the other, and the deleted account stays in the bin', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        const { directory } = stage.lab;
        await stage.prepare();
        let guid = '';
        stage.tell('AD: Kate is deleted, Omar takes her name.', () => {
          guid = directory.remove(kate);
          directory.modify(personDn('Omar Said'), { userPrincipalName: kateUpn });
        });
        expect((await stage.sync()).export.failed).toEqual([]);
        stage.tell('AD: Kate is restored.', () => directory.restore(guid));
        const run = await stage.sync();
        expect([openConflicts(run), run.export.failed]).toEqual([['duplicateInSource Kate Baker'], []]);
        expect(stage.lab.tenant.snapshot().deleted).toHaveLength(1);
      },
    });
  });

  it('restored by an admin from Entra’s deleted items while AD still lacks it: left alone, but no member of AD’s groups', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        const { directory, tenant } = stage.lab;
        await stage.prepare();
        const before = stage.idOf(kateUpn);
        stage.tell('AD: Kate is deleted.', () => void directory.remove(kate));
        await stage.sync();
        stage.tell('Tenant: an administrator restores Kate.', () => tenant.admin.restore(before));
        const run = await stage.sync();
        expect([run.run.outcome, openConflicts(run), doings(run)]).toEqual(['success', [], ['removeMembers Sales']]);
        expect(tenant.admin.find(before)?.deleted).toBe(false);
        expect(doings(await stage.sync())).toEqual([]);
      },
    });
  });

  it('restored in both, whichever is first: linked again to the same account without a second one', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        const { directory, tenant } = stage.lab;
        await stage.prepare();
        const before = stage.idOf(kateUpn);
        let guid = '';
        stage.tell('AD: Kate is deleted.', () => { guid = directory.remove(kate); });
        await stage.sync();
        stage.tell('Tenant and AD: both are restored, and AD changes her title.', () => {
          tenant.admin.restore(before);
          directory.restore(guid);
          directory.modify(kate, { title: 'Back' });
        });
        const run = await stage.sync();
        expect([openConflicts(run), run.export.failed, doings(run)]).toEqual([[], [], ['update Kate Baker']]);
        expect([stage.idOf(kateUpn), tenant.admin.find(before)?.properties['jobTitle']]).toEqual([before, 'Back']);
        stage.tell('AD: Kate is deleted for good.', () => void directory.remove(kate));
        expect(doings(await stage.sync())).toEqual(['delete Kate Baker']);
      },
    });
  });

  it('deleted by an administrator in the tenant and restored there: linked as before, nothing is written', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        const { tenant } = stage.lab;
        await stage.prepare();
        const before = stage.idOf(kateUpn);
        stage.tell('Tenant: an administrator deletes Kate.', () => tenant.admin.deleteUser(before));
        const held = await stage.sync();
        expect([openConflicts(held), tenant.writes()]).toEqual([['missingInTarget Kate Baker'], 0]);
        stage.tell('Tenant: the administrator restores Kate.', () => tenant.admin.restore(before));
        const run = await stage.sync();
        expect([openConflicts(run), doings(run), tenant.writes()]).toEqual([[], [], 0]);
      },
    });
  });

  it('a group restored from Entra’s deleted items keeps its members and its link', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        const { tenant } = stage.lab;
        await stage.prepare();
        const before = stage.idOf('Sales');
        stage.tell('Tenant: an administrator deletes Sales.', () => tenant.admin.deleteGroup(before));
        expect(openConflicts(await stage.sync())).toEqual(['missingInTarget Sales']);
        await stage.decide('missingInTarget', 'Sales', 'restore');
        const run = await stage.sync();
        expect([openConflicts(run), run.export.failed, stage.idOf('Sales')]).toEqual([[], [], before]);
        await stage.sync();
        expect(members(stage)).toEqual([`user:${kateUpn}`, 'user:omar.said@contoso.com']);
        expect(doings(await stage.sync())).toEqual([]);
      },
    });
  });
});

describe('anchor moved from objectGUID to mS-DS-ConsistencyGuid', () => {
  it('filled with the objectGUID, as Entra Connect does it, for everybody at once: no new identity and no write', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        const { directory } = stage.lab;
        await stage.prepare();
        const ids = [kateUpn, 'omar.said@contoso.com', 'Sales'].map((name) => stage.idOf(name));
        stage.tell('AD: mS-DS-ConsistencyGuid is filled.', () => {
          for (const { dn } of firm) directory.modify(dn, { 'mS-DS-ConsistencyGuid': guidBytes(directory.guidOf(dn)) });
        });
        const run = await stage.sync();
        expect([doings(run), openConflicts(run), stage.lab.tenant.writes()]).toEqual([[], [], 0]);
        expect([kateUpn, 'omar.said@contoso.com', 'Sales'].map((name) => stage.idOf(name))).toEqual(ids);
        expect((await stage.sync('--full')).plan.changes).toEqual([]);
      },
    });
  });

  it('afterwards the account moves to another forest’s new object with that anchor: the cloud account stays', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        const { directory } = stage.lab;
        const anchor = guidBytes(directory.guidOf(kate));
        directory.modify(kate, { 'mS-DS-ConsistencyGuid': anchor });
        await stage.prepare();
        const before = stage.idOf(kateUpn);
        stage.tell('AD: a migration tool makes the object anew with the anchor.', () => void recreate(stage, { 'mS-DS-ConsistencyGuid': anchor }));
        const run = await stage.sync();
        expect([openConflicts(run), doings(run), stage.idOf(kateUpn)]).toEqual([[], ['update Kate Baker'], before]);
      },
    });
  });

  it('emptied again, or filled for a group with something else: a conflict, never a second object', async () => {
    await hardCase({
      ad: firm,
      steps: async (stage) => {
        const { directory } = stage.lab;
        const other = Buffer.from('00112233445566778899aabbccddeeff', 'hex');
        directory.modify(kate, { 'mS-DS-ConsistencyGuid': other });
        await stage.prepare();
        stage.tell('AD: Kate loses her anchor, Sales gets another.', () => {
          directory.modify(kate, { 'mS-DS-ConsistencyGuid': null });
          directory.modify(group('Sales').dn, { 'mS-DS-ConsistencyGuid': Buffer.from('ffeeddccbbaa99887766554433221100', 'hex') });
        });
        const run = await stage.sync();
        expect([doings(run), openConflicts(run), stage.lab.tenant.writes()]).toEqual([[], ['anchorMismatch Kate Baker', 'anchorMismatch Sales'], 0]);
      },
    });
  });
});
