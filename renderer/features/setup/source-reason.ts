import { draftSources, type DraftSource } from '../../../shared/draft-sources.ts';
import { connectionOf, hasErrors, inputOfCheck, type KeptCheck, type SetupDraft } from '../../../shared/setup.ts';
import { setupStrings } from '../../strings/setup.ts';

const { reasons, source: words } = setupStrings;

export function reasonOfCheck(check: KeptCheck | null, input: string): string | null {
  if (check === null) return reasons.check;
  if (check.of !== input) return reasons.changed;
  return hasErrors(check) ? reasons.failed : null;
}

export function missing(fields: readonly (readonly [string, unknown])[]): string | null {
  const field = fields.find(([, value]) => value === undefined || value === '');
  return field === undefined ? null : reasons.fill(field[0]);
}

/** What a list calls a source that has no address yet. */
export function shownTitle({ title, name, source }: DraftSource): string {
  const isEmpty = [source.url, source.domain].every((address) => address === undefined || address === '');
  return isEmpty && title === name ? setupStrings.sources.unnamed : title;
}

/** What one source still needs; null when it is connected and every right is there. */
export function reasonOfSource({ source, check }: DraftSource): string | null {
  const { url, domain, username, password } = source;
  return missing([[domain === undefined ? words.server : words.domain, domain ?? url], [words.username, username], [words.password, password]]) ?? reasonOfCheck(check, inputOfCheck(connectionOf(source)));
}

/** The same for all of them: with several, the one that needs something is named. */
export function sourcesReason(draft: SetupDraft): string | null {
  const sources = draftSources(draft);
  for (const entry of sources) {
    const reason = reasonOfSource(entry);
    if (reason !== null) return sources.length === 1 ? reason : `${shownTitle(entry)}: ${reason}`;
  }
  return null;
}
