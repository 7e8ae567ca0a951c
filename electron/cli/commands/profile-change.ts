import { renameSync, writeFileSync } from 'node:fs';
import { Problem } from '../../../shared/errors.ts';
import { checkRules } from '../../sync/rules/check-rules.ts';
import { findJsonFault } from '../../worker/json-position.ts';
import { mergePatch, patchOf } from '../../worker/merge-patch.ts';
import { parseProfile, profileProblem, readProfileText, type ProfileReading } from '../../worker/profile.ts';
import { exitCodes } from '../command-table.ts';
import { commandLine, pathOf, profilePath, type Context } from '../context.ts';

/** What the schema cannot see: whether the rules can work. */
export function withRules(reading: ProfileReading): ProfileReading {
  if (!reading.ok) return reading;
  const errors = checkRules(reading.loaded.profile.rules).filter(({ severity }) => severity === 'error');
  return errors.length === 0 ? reading : { ok: false, problems: errors.map(({ path, message, fix, place }) => `${path}${place === null ? '' : ` (line ${place.line}, column ${place.column})`}: ${message}${fix === null ? '' : ` ${fix}`}`) };
}

/** Writes beside the file and renames, so that a profile is never half written. */
function replaceFile(path: string, text: string): void {
  try {
    writeFileSync(`${path}.new`, text, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  } catch (error) {
    throw new Problem('usage', `The file ${path} cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, 'Make it writable for the account that runs Causeway.', { cause: error });
  }
}

async function change(context: Context, patch: unknown, what: string): Promise<number> {
  const path = profilePath(context);
  const text = readProfileText(path);
  const fault = findJsonFault(text.replace(/^\uFEFF/, ''));
  if (fault !== null) throw profileProblem(path, [`line ${fault.line}, column ${fault.column}: expected ${fault.expected}`]);
  const changed = `${JSON.stringify(mergePatch(JSON.parse(text.replace(/^\uFEFF/, '')), patch), null, 2)}\n`;
  const reading = withRules(parseProfile(changed, path));
  if (!reading.ok) throw new Problem('usage', `With this change the profile would not be valid: ${reading.problems.join('. ')}.`, `Nothing was changed in ${path}. Every key is described in the README, "Profile reference".`);
  replaceFile(path, changed);
  await context.terminal.print(context.json ? JSON.stringify({ profile: path, changed: patch }) : `${what} ${path}. Next: ${commandLine(context, ['check'])}, then ${commandLine(context, ['preview'])}`);
  return exitCodes.done;
}

/** `profile set KEY VALUE`: one key of the profile; the value is JSON, or text as it is. */
export async function setKey(context: Context, key: string | undefined, value: string | undefined): Promise<number> {
  if (key === undefined || value === undefined) throw new Problem('usage', 'profile set needs a key and a value.', 'Write: causeway profile set policies.stagingMode false');
  const parsed: unknown = findJsonFault(value) === null ? JSON.parse(value) : value;
  return await change(context, patchOf(key, parsed), `Set ${key} to ${JSON.stringify(parsed)} in`);
}

/** `profile merge FILE`: the keys of a JSON file, merged into the profile (RFC 7396). */
export async function mergeFile(context: Context, file: string | undefined): Promise<number> {
  if (file === undefined) throw new Problem('usage', 'profile merge needs to know which file.', 'Write: causeway profile merge FILE');
  const path = pathOf(file);
  const text = readProfileText(path).replace(/^\uFEFF/, '');
  const fault = findJsonFault(text);
  if (fault !== null) throw new Problem('usage', `${path}, line ${fault.line}, column ${fault.column}: expected ${fault.expected}.`, 'Correct the file; it holds keys of a profile as JSON.');
  const patch: unknown = JSON.parse(text);
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) throw new Problem('usage', `${path} holds no keys of a profile.`, 'Write one JSON object, for example {"target": {"tenantId": "…"}}.');
  return await change(context, patch, `Merged ${Object.keys(patch).join(', ')} into`);
}
