import { describe, expect, test } from 'vitest';
import { draftOf, missingIn, nextOpen, offered, rolesToConfirm } from '../../../renderer/features/conflicts/decision.ts';
import type { Conflict } from '../../../shared/conflict.ts';

function detail(rest: Partial<Conflict>): { readonly conflict: Conflict } {
  return { conflict: { id: 'a', situation: 'takenInTarget', also: [], type: 'user', anchor: 'anchor', guid: 'guid', dn: 'CN=Ann', attribute: 'mail', value: 'ann@contoso.com', other: null, others: [], reason: '', fix: '', resolutions: ['link', 'setValue', 'exclude'], recommended: null, facts: {}, reopened: null, ...rest } };
}
const cloud = (id: string) => ({ id, name: id, side: 'target' as const, type: 'user' as const });

describe('a decision', () => {
  test('shows the recommended offer first, the others in their order', () => {
    expect(offered(detail({}))).toEqual(['link', 'setValue', 'exclude']);
    expect(offered(detail({ recommended: 'exclude' }))).toEqual(['exclude', 'link', 'setValue']);
  });

  test('fills in what has only one answer, and asks for the rest', () => {
    const one = detail({ others: [cloud('1')] });
    expect(draftOf(one, 'link')).toMatchObject({ kind: 'link', target: '1' });
    expect(missingIn(one, draftOf(one, 'link'))).toBeNull();
    const two = detail({ others: [cloud('1'), cloud('2')] });
    expect(missingIn(two, draftOf(two, 'link'))).toBe('target');
    expect(draftOf(two, 'exclude')).toMatchObject({ object: 'guid', target: null });
    expect(missingIn(two, draftOf(two, 'setValue'))).toBe('value');
    expect(missingIn(two, { ...draftOf(two, 'setValue'), value: ' ' })).toBe('value');
    expect(missingIn(detail({ attribute: null }), draftOf(detail({ attribute: null }), 'setValue'))).toBe('attribute');
  });

  test('on a role holder needs the roles, named or unknown', () => {
    const holder = detail({ situation: 'roleHolder', others: [cloud('1')], facts: { roles: 'User Administrator' } });
    expect(rolesToConfirm(holder, 'link')).toBe('User Administrator');
    expect(rolesToConfirm(holder, 'exclude')).toBeNull();
    expect(missingIn(holder, draftOf(holder, 'link'))).toBe('confirm');
    expect(missingIn(holder, { ...draftOf(holder, 'link'), confirm: 'User Administrator' })).toBeNull();
    expect(rolesToConfirm(detail({ situation: 'roleHolder', facts: {} }), 'link')).toBe('unknown');
  });

  test('is followed by the next open conflict, else the one before, else none', () => {
    const rows = [{ id: 'a', decided: null }, { id: 'b', decided: null }, { id: 'c', decided: 'exclude' }, { id: 'd', decided: null }];
    expect(nextOpen(rows, 'b')).toBe('d');
    expect(nextOpen(rows, 'd')).toBe('b');
    expect(nextOpen([{ id: 'a', decided: null }], 'a')).toBeNull();
  });
});
