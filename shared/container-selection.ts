/**
 * Which containers are selected. The nearest listed ancestor decides, so that a container made later follows its parent
 * (design, sections 4 and 12). Works on keys: whoever reads the directory gives each container a key and its ancestors'.
 */
export type ContainerPlace = {
  /** objectGUID; the DN in lower case on a server without it. */
  readonly key: string;
  /** Keys of the containers above, the domain first. */
  readonly ancestors: readonly string[];
};

export type ListedContainer = ContainerPlace & { readonly include: boolean };

/** Answers whether a container is selected, by the nearest listed one at or above it. */
export function selectionVerdict(listed: readonly ListedContainer[]): (place: ContainerPlace) => boolean {
  const choices = new Map(listed.map(({ key, include }) => [key, include]));
  const unlisted = !listed.some(({ include }) => include);
  return ({ key, ancestors }) => choices.get(key) ?? ancestors.map((above) => choices.get(above)).findLast((choice) => choice !== undefined) ?? unlisted;
}

export type SelectionState = 'all' | 'none' | 'some';

/** `some`: what is listed below it is not all like it. */
export function selectionStates(listed: readonly ListedContainer[]): (place: ContainerPlace) => SelectionState {
  const verdict = selectionVerdict(listed);
  return (place) => {
    const own = verdict(place);
    if (listed.some(({ include, ancestors }) => include !== own && ancestors.includes(place.key))) return 'some';
    return own ? 'all' : 'none';
  };
}

/**
 * The selection after a container was ticked or unticked: what was listed below it is forgotten, and it is listed itself
 * when it differs from what is above. The root stays listed, so that a list of exceptions keeps its meaning.
 */
export function withChoice<Place extends ContainerPlace>(listed: readonly (Place & { readonly include: boolean })[], root: Place, chosen: Place, include: boolean): readonly (Place & { readonly include: boolean })[] {
  const kept = listed.filter(({ key, ancestors }) => key !== chosen.key && key !== root.key && !ancestors.includes(chosen.key));
  const rootChoice = chosen.key === root.key ? include : selectionVerdict(listed)(root);
  const before = [{ ...root, include: rootChoice }, ...kept];
  if (chosen.key === root.key) return [{ ...root, include }];
  return selectionVerdict(before)(chosen) === include ? before : [...before, { ...chosen, include }];
}

/** True when the list is a long way of saying "everything". */
export function selectsEverything(listed: readonly ListedContainer[]): boolean {
  return listed.every(({ include, ancestors }) => include && ancestors.length === 0);
}
