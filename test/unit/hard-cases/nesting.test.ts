import { expect, it } from 'vitest';
import { doings, hardCase, openConflicts } from '../../support/hard-case.ts';
import { group, groupDn, person, personDn } from '../../support/scenario.ts';
import type { Stage } from '../../support/scenario-stage.ts';

const depth = 60;
const level = (number: number): string => `Level ${String(number).padStart(2, '0')}`;
const groupOf = (stage: Stage, name: string) => stage.lab.tenant.snapshot().groups.find(({ displayName }) => displayName === name);
const members = (stage: Stage, name: string): unknown => groupOf(stage, name)?.['members'];
const memberGroup = (stage: Stage, name: string): string => `group:${String(groupOf(stage, name)?.['uniqueName'])}`;

/** Each level holds the next one; the last holds Ada, and the first again. */
const tower = [
  person('Ada Deep'),
  person('Bo Outside'),
  ...Array.from({ length: depth }, (_, number) => group(level(number), [number === depth - 1 ? personDn('Ada Deep') : groupDn(level(number + 1)), ...(number === depth - 1 ? [groupDn(level(0))] : [])])),
];

it('groups nested 60 deep that close a circle: each membership is there once, a second run writes nothing, and an opened circle is one write', async () => {
  await hardCase({
    ad: tower,
    steps: async (stage) => {
      const first = await stage.sync();
      expect([openConflicts(first), first.export.failed, doings(first).filter((doing) => doing.startsWith('create')).length]).toEqual([[], [], depth + 2]);
      expect(members(stage, level(17))).toEqual([memberGroup(stage, level(18))]);
      expect(members(stage, level(depth - 1))).toEqual([memberGroup(stage, level(0)), 'user:ada.deep@contoso.com']);
      expect((await stage.sync()).export.writes).toBe(0);
      stage.tell('AD: the circle is opened.', () => stage.lab.directory.removeMembers(groupDn(level(depth - 1)), [groupDn(level(0))]));
      const opened = await stage.sync();
      expect([doings(opened), opened.export.writes]).toEqual([[`removeMembers ${level(depth - 1)}`], 1]);
    },
  });
});

it('a pilot group whose members hide 60 levels deep in a circle takes in all of them and nobody else', async () => {
  await hardCase({
    ad: tower,
    profile: { source: { pilotGroup: groupDn(level(0)) } },
    steps: async (stage) => {
      const first = await stage.sync();
      expect(doings(first).filter((doing) => !doing.includes('Level'))).toEqual(['create Ada Deep']);
      expect(first.import.source.excluded['outsidePilotGroup']).toBe(1);
    },
  });
});
