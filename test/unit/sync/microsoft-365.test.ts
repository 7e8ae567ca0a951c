import { describe, expect, test } from 'vitest';
import { flowContext } from '../../../electron/sync/flow/context.ts';
import { lossesOf } from '../../../electron/sync/flow/preview.ts';
import { identityOf, isSynchronizedGroup } from '../../../electron/sync/plan/identity.ts';
import { project } from '../../../electron/sync/flow/project.ts';
import { anchor, now, rowOf } from '../rules/evaluate.ts';
import { optionsOf } from '../rules/options.ts';

const leave = optionsOf();
const microsoft365 = optionsOf({ distributionLists: 'microsoft365' });
const list = rowOf({ cn: 'News', groupType: '8', mail: 'News@contoso.com' }, { kind: 'group' });
const silent = rowOf({ cn: 'Silent', groupType: '8' }, { kind: 'group' });
const security = rowOf({ cn: 'Mail Security', groupType: '-2147483640', mail: 'security@contoso.com' }, { kind: 'group' });

function kindOf(row: typeof list, rules: typeof leave): Readonly<Record<string, unknown>> {
  const { wanted } = project(row, anchor, flowContext({ rules }, [], now), null);
  return Object.fromEntries(['groupTypes', 'mailEnabled', 'securityEnabled'].map((name) => [name, wanted.find(({ rule }) => rule.target === name)?.value ?? null]));
}

describe('distribution lists as Microsoft 365 groups', () => {
  test('only mail-enabled lists, and only where the profile says so', () => {
    expect([list, silent, security].map((row) => isSynchronizedGroup(row, leave))).toEqual([false, false, true]);
    expect([list, silent, security].map((row) => isSynchronizedGroup(row, microsoft365))).toEqual([true, false, true]);
    expect(lossesOf(list, leave)).toEqual(['Distribution lists cannot be created through Microsoft Graph.']);
    expect(lossesOf(list, microsoft365)).toEqual(['The list becomes a Microsoft 365 group: it holds users only, and the tenant gives it its address.']);
  });

  test('a list is made Unified and mail-enabled; a security group stays what it is', () => {
    expect(kindOf(list, microsoft365)).toEqual({ groupTypes: ['Unified'], mailEnabled: true, securityEnabled: false });
    expect(kindOf(security, microsoft365)).toEqual({ groupTypes: [], mailEnabled: false, securityEnabled: true });
    expect(kindOf(security, leave)).toEqual({ groupTypes: null, mailEnabled: false, securityEnabled: true });
  });

  test('a group without a readable groupType is a security group', () => {
    const unknown = rowOf({ cn: 'Unknown', mail: 'unknown@contoso.com' }, { kind: 'group' });
    expect(isSynchronizedGroup(unknown, leave)).toBe(true);
    expect(kindOf(unknown, microsoft365)).toEqual({ groupTypes: [], mailEnabled: false, securityEnabled: true });
  });

  test('its nickname, given or derived, is what must be unique', () => {
    const context = flowContext({ rules: microsoft365 }, [], now);
    expect(identityOf(list, context, null)).toMatchObject({ type: 'group', unified: true, nickname: 'News' });
    expect(identityOf(security, context, null)).toMatchObject({ unified: false, nickname: null });
  });
});
