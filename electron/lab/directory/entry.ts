import { escapeValue } from './names.ts';

/** Text, or bytes of binary attributes. SIDs, times and numbers are kept as text. */
export type Value = string | Buffer;

/**
 * One object of the directory. Mutable: the tree owns it. Built for 100,000 of them, so maps exist only when used,
 * and an attribute's own change number only when it differs from the object's creation.
 */
export type Entry = {
  /** Order of creation, AD's DNT: the order of search results and of page cookies. */
  readonly number: number;
  readonly guid: string;
  rdnType: string;
  rdnValue: string;
  parent: Entry | null;
  children: Map<string, Entry> | null;
  /** Lower-case name → values, never empty. Links are not in here. */
  readonly attributes: Map<string, readonly Value[]>;
  /** Lower-case forward link → target → change number, negative when the value was removed. */
  links: Map<string, Map<Entry, number>> | null;
  /** Lower-case forward link → objects that point here with it. */
  backLinks: Map<string, Set<Entry>> | null;
  /** Lower-case name → change number, for what changed after the creation. */
  changed: Map<string, number> | null;
  readonly usnCreated: number;
  usnChanged: number;
  readonly whenCreated: number;
  whenChanged: number;
  deleted: boolean;
  password: string | null;
};

export function dnOf(entry: Entry): string {
  const own = `${entry.rdnType}=${escapeValue(entry.rdnValue)}`;
  if (entry.parent !== null) return `${own},${dnOf(entry.parent)}`;
  const domain = first(entry, 'rootsuffix');
  return domain === undefined ? own : `${own},${domain}`;
}

/** First value as text. */
export function first(entry: Entry, lowerName: string): string | undefined {
  const value = entry.attributes.get(lowerName)?.[0];
  return value === undefined ? undefined : String(value);
}

export function isBelow(entry: Entry, ancestor: Entry): boolean {
  for (let above = entry.parent; above !== null; above = above.parent) if (above === ancestor) return true;
  return false;
}

/** The naming context that holds the entry. */
export function rootOf(entry: Entry): Entry {
  let root = entry;
  while (root.parent !== null) root = root.parent;
  return root;
}

/** Most specific class, lower-case. */
export function classOf(entry: Entry): string {
  return String(entry.attributes.get('objectclass')?.at(-1) ?? 'top').toLowerCase();
}

/** Live targets of a forward link, in the order they were added; nothing for deleted objects. */
export function linkTargets(entry: Entry, forward: string): readonly Entry[] {
  const values = entry.deleted ? undefined : entry.links?.get(forward);
  if (values === undefined) return [];
  const targets: Entry[] = [];
  for (const [target, usn] of values) if (usn > 0 && !target.deleted) targets.push(target);
  return targets;
}

/** Live objects that point here with a forward link. */
export function linkSources(entry: Entry, forward: string): readonly Entry[] {
  const sources = entry.deleted ? undefined : entry.backLinks?.get(forward);
  return sources === undefined ? [] : [...sources].filter((source) => !source.deleted);
}
