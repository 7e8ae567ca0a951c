import { Problem } from '../../../shared/errors.ts';
import { normalizeDn, parentDn } from '../names/dn.ts';
import { guidKey } from '../names/guid.ts';
import type { SourceSettings } from '../settings.ts';
import type { StagingStore } from '../store.ts';

/** Answers whether an object with this DN lies in a selected container. */
export type ContainerFilter = (dn: string) => boolean;

/**
 * The container selection against the staged directory: the nearest listed ancestor decides. Containers are found by
 * objectGUID first, so that a renamed or moved OU stays selected. A selected container that is not staged stops the run,
 * for everything in it would look gone.
 */
export function containerFilter(containers: SourceSettings['containers'], source: StagingStore['source']): ContainerFilter {
  if (containers === 'all') return () => true;
  const listed = new Map<string, boolean>();
  for (const container of containers) {
    const row = (container.guid === undefined ? null : source.get(guidKey(container.guid))) ?? (container.guid === undefined ? source.findByDn(container.dn) : null);
    if (row === null) {
      if (!container.include) continue;
      throw new Problem('usage', `The selected container ${container.dn} is not in Active Directory, or the account may not read it.`, 'Correct source.containers in the profile, or give the account the right to read the container.');
    }
    if (row.state !== 'gone') listed.set(normalizeDn(row.dn), container.include);
  }
  const unlisted = ![...containers].some((container) => container.include);
  const verdicts = new Map<string, boolean>();
  const verdictOf = (dn: string): boolean => {
    const known = listed.get(dn) ?? verdicts.get(dn);
    if (known !== undefined) return known;
    const parent = parentDn(dn);
    const verdict = parent === '' ? unlisted : verdictOf(parent);
    verdicts.set(dn, verdict);
    return verdict;
  };
  return (dn) => verdictOf(parentDn(normalizeDn(dn)));
}
