import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { selectionStates, selectionVerdict, selectsEverything, withChoice, type ContainerPlace, type ListedContainer } from '../../../shared/container-selection.ts';

const place = (path: string): ContainerPlace => ({ key: path, ancestors: path.split('/').slice(0, -1).map((_, index, parts) => parts.slice(0, index + 1).join('/')) });
const root = place('d');
const places = ['d', 'd/staff', 'd/staff/berlin', 'd/staff/berlin/mitte', 'd/staff/rome', 'd/groups', 'd/groups/old'].map(place);
const everything: readonly ListedContainer[] = [{ ...root, include: true }];

function choose(listed: readonly ListedContainer[], path: string, include: boolean): readonly ListedContainer[] {
  return withChoice(listed, root, place(path), include);
}
function states(listed: readonly ListedContainer[]): Readonly<Record<string, string>> {
  const stateOf = selectionStates(listed);
  return Object.fromEntries(places.map((each) => [each.key, stateOf(each)]));
}

describe('a selection of containers', () => {
  test('an OU off and a child of it on again', () => {
    const listed = choose(choose(everything, 'd/staff', false), 'd/staff/berlin', true);
    expect(listed.map(({ key, include }) => [key, include])).toEqual([['d', true], ['d/staff', false], ['d/staff/berlin', true]]);
    expect(states(listed)).toEqual({ d: 'some', 'd/staff': 'some', 'd/staff/berlin': 'all', 'd/staff/berlin/mitte': 'all', 'd/staff/rome': 'none', 'd/groups': 'all', 'd/groups/old': 'all' });
  });

  test('a choice forgets what was chosen below it', () => {
    const listed = choose(choose(choose(everything, 'd/staff', false), 'd/staff/berlin', true), 'd/staff', true);
    expect(listed.map(({ key, include }) => [key, include])).toEqual([['d', true]]);
    expect(selectsEverything(listed)).toBe(true);
  });

  test('starts from nothing and from a list without the root', () => {
    const nothing = choose(everything, 'd', false);
    expect(states(nothing)).toEqual(Object.fromEntries(places.map(({ key }) => [key, 'none'])));
    expect(states(choose(nothing, 'd/groups', true))).toMatchObject({ d: 'some', 'd/groups': 'all', 'd/staff': 'none' });
    const onlyStaff: readonly ListedContainer[] = [{ ...place('d/staff'), include: true }];
    expect(states(onlyStaff)).toMatchObject({ d: 'some', 'd/staff': 'all', 'd/groups': 'none' });
    expect(states(choose(onlyStaff, 'd/groups', true))).toMatchObject({ d: 'some', 'd/staff': 'all', 'd/groups': 'all' });
    const allButStaff: readonly ListedContainer[] = [{ ...place('d/staff'), include: false }];
    expect(states(choose(allButStaff, 'd/staff/rome', true))).toMatchObject({ d: 'some', 'd/groups': 'all', 'd/staff/rome': 'all', 'd/staff/berlin': 'none' });
  });

  test('after any clicks: the chosen container and what is below are as chosen, everything beside it is as it was', () => {
    const click = fc.tuple(fc.constantFrom(...places), fc.boolean());
    fc.assert(
      fc.property(fc.array(click, { maxLength: 12 }), click, (before, [chosen, include]) => {
        const listed = before.reduce<readonly ListedContainer[]>((list, [each, on]) => withChoice(list, root, each, on), everything);
        const after = withChoice(listed, root, chosen, include);
        const [was, is] = [selectionVerdict(listed), selectionVerdict(after)];
        for (const each of places) {
          const within = each.key === chosen.key || each.ancestors.includes(chosen.key);
          expect(is(each)).toBe(within ? include : was(each));
        }
      }),
    );
  });
});
