import { expect, it } from 'vitest';
import type { LoggedSearch } from '../../../electron/lab/directory/context.ts';
import { group, groupDn, person, personDn, organizationalUnit, contosoOu } from '../../support/scenario.ts';
import { doings, hardCase } from '../../support/hard-case.ts';
import type { Stage } from '../../support/scenario-stage.ts';

const crowdSize = 50_000;
const crowdOu = `OU=Crowd,${contosoOu}`;
const crowd = Array.from({ length: crowdSize }, (_, index) => `CN=c${index},${crowdOu}`);
const contacts = crowd.map((dn) => ({ dn, attributes: { objectClass: 'contact' } }));

const asksForMembers = ({ attributes, controls }: LoggedSearch): boolean => attributes.some((name) => name.toLowerCase().startsWith('member')) && !controls.includes('1.2.840.113556.1.4.841');
const members = (stage: Stage): unknown => stage.lab.tenant.snapshot().groups.find(({ displayName }) => displayName === 'Everyone')?.['members'];

async function lookAt(stage: Stage): Promise<{ readonly doings: readonly string[]; readonly writes: number; readonly searches: readonly LoggedSearch[] }> {
  stage.lab.directory.clearSearches();
  const run = await stage.sync();
  return { doings: doings(run), writes: run.export.writes, searches: stage.lab.directory.searches() };
}

it('a group beyond 50,000 members: a change of some is read and written without reading the others again', async () => {
  await hardCase({
    ad: [organizationalUnit(crowdOu), ...contacts, person('Ada Long'), person('Bo Late'), person('Cy Gone'), group('Everyone', [...crowd, personDn('Ada Long'), personDn('Cy Gone')])],
    steps: async (stage) => {
      await stage.prepare();
      expect(members(stage)).toEqual(['user:ada.long@contoso.com', 'user:cy.gone@contoso.com']);

      stage.tell('AD: one joins, one leaves.', () => {
        stage.lab.directory.addMembers(groupDn('Everyone'), [personDn('Bo Late')]);
        stage.lab.directory.removeMembers(groupDn('Everyone'), [personDn('Cy Gone')]);
      });
      const changed = await lookAt(stage);
      expect([changed.doings, changed.writes]).toEqual([['addMembers Everyone', 'removeMembers Everyone'], 2]);
      expect(changed.searches.filter(asksForMembers)).toEqual([]);
      expect(members(stage)).toEqual(['user:ada.long@contoso.com', 'user:bo.late@contoso.com']);

      stage.tell('AD: the group is described anew, and one more leaves.', () => {
        stage.lab.directory.modify(groupDn('Everyone'), { description: 'All of us' });
        stage.lab.directory.removeMembers(groupDn('Everyone'), [personDn('Ada Long'), crowd[7] ?? '']);
      });
      const described = await lookAt(stage);
      expect(described.doings).toEqual(['removeMembers Everyone', 'update Everyone']);
      expect(described.searches.filter(asksForMembers)).toEqual([]);
      expect(members(stage)).toEqual(['user:bo.late@contoso.com']);

      expect((await lookAt(stage)).writes).toBe(0);
      // A full import reads them all, and finds what the changes came to.
      expect((await stage.sync('--full')).export.writes).toBe(0);
    },
  });
}, 240_000);
