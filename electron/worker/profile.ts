import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Problem } from '../../shared/errors.ts';
import { profileSchema, sourcesOf, type Profile, type ProfileInput } from '../../shared/profile.ts';
import { findJsonFault } from './json-position.ts';
import { profileProblems } from './profile-problems.ts';

/** A validated profile; `folder` is what relative file names in it are relative to. */
export type LoadedProfile = { readonly path: string; readonly folder: string; readonly profile: Profile; readonly input: ProfileInput };

export type ProfileReading = { readonly ok: true; readonly loaded: LoadedProfile } | { readonly ok: false; readonly problems: readonly string[] };

function ldapUrlProblems(profile: Profile): readonly string[] {
  return sourcesOf(profile).flatMap(({ where, source }) => [source.url ?? []].flat().filter((url) => !/^ldaps?:\/\/[^/\s@]+\/?$/i.test(url)).map((url) => `${where}.url: ${/\/\/[^/]*@/.test(url) ? 'this address (not shown) holds a name or password' : JSON.stringify(url)} is not allowed; expected ldaps://HOST[:PORT] or ldap://HOST[:PORT]`));
}

/** Validates the text of a profile; every fault at once, each a sentence with path, value and expectation. */
export function parseProfile(text: string, path: string): ProfileReading {
  const content = text.replace(/^\uFEFF/, '');
  const fault = findJsonFault(content);
  if (fault !== null) return { ok: false, problems: [`line ${fault.line}, column ${fault.column}: expected ${fault.expected}`] };
  const input: unknown = JSON.parse(content);
  const result = profileSchema.safeParse(input);
  if (!result.success) return { ok: false, problems: profileProblems(input, result.error.issues) };
  const problems = ldapUrlProblems(result.data);
  if (problems.length > 0) return { ok: false, problems };
  const absolute = resolve(path);
  return { ok: true, loaded: { path: absolute, folder: dirname(absolute), profile: result.data, input: input as ProfileInput } };
}

/** The text of a profile file. Throws a `usage` Problem when it cannot be read. */
export function readProfileText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Problem(
      'usage',
      missing ? `There is no profile ${path}.` : `The profile ${path} cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`,
      missing ? 'Run `causeway profile init` to write a starter profile, or name yours with --profile FILE.' : 'Make the file readable for the account that runs Causeway.',
      { cause: error },
    );
  }
}

/** A Problem that names every fault of a profile. */
export function profileProblem(path: string, problems: readonly string[]): Problem {
  const count = problems.length === 1 ? 'a fault' : `${problems.length} faults`;
  return new Problem('usage', `The profile ${path} has ${count}: ${problems.join('. ')}.`, 'Correct the profile (README, "Profile reference"); `causeway profile validate` checks it without connecting.');
}

/** Reads and validates a profile. Throws a `usage` Problem (exit code 2) that names every fault. */
export function loadProfile(path: string): LoadedProfile {
  const reading = parseProfile(readProfileText(path), path);
  if (!reading.ok) throw profileProblem(path, reading.problems);
  return reading.loaded;
}
