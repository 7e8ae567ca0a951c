import { foldDiacritics } from './text.ts';

/** What Microsoft Graph refuses in mailNickname, for users and groups together; also everything that is not ASCII. */
const refusedInNickname = /[^\x21-\x7e]|[@()/\\[\]'";:<>,]/g;
/** What a user principal name takes: A-Z a-z 0-9 ' . - _ ! # ^ ~ (Microsoft Graph, user resource). */
const refusedInPrincipalName = /[^A-Za-z0-9'.\-_!#^~]/g;
const longestNickname = 64;

/** The characters of a nickname that Microsoft Graph refuses. */
export function refusedByNickname(text: string): readonly string[] {
  return text.match(refusedInNickname) ?? [];
}

/** Diacritics folded, refused characters removed, no trailing dot. Not cut. */
export function cleanNickname(text: string): string {
  return foldDiacritics(text).replace(refusedInNickname, '').replace(/\.+$/, '');
}

/** The same for the part of a user principal name before the @, cut to 64; it begins with no dot either. */
export function principalPrefix(nickname: string): string {
  return cleanNickname(nickname).replace(refusedInPrincipalName, '').replace(/^\.+/, '').slice(0, longestNickname).replace(/\.+$/, '');
}

/**
 * The first candidate of which something is left, cut to 64; else `u-`/`g-` and eight digits of the anchor's GUID text.
 * Candidates in order: AD mailNickname, prefixes of primary address, mail and UPN, then sAMAccountName and cn.
 */
export function deriveNickname(candidates: readonly (string | null)[], fallback: string, clean: (text: string) => string = cleanNickname): string {
  for (const candidate of candidates) {
    const cleaned = candidate === null ? '' : clean(candidate).slice(0, longestNickname).replace(/\.+$/, '');
    if (cleaned !== '') return cleaned;
  }
  return fallback;
}
