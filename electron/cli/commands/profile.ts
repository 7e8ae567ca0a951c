import { existsSync, writeFileSync } from 'node:fs';
import type { EntraConnectImport } from '../../../shared/entra-connect.ts';
import { Problem } from '../../../shared/errors.ts';
import { importEntraConnect } from '../../worker/entra-connect/import.ts';
import { loadProfile, parseProfile, profileProblem, readProfileText } from '../../worker/profile.ts';
import { starterProfile } from '../../worker/starter-profile.ts';
import { exitCodes } from '../command-table.ts';
import { mergeFile, setKey, withRules } from './profile-change.ts';
import { importLines } from '../report-import.ts';
import { commandLine, dataFolderOf, pathOf, profilePath, type Context } from '../context.ts';

/** Writes a new file; an existing one only with `--force`. */
function writeNew(path: string, text: string, force: boolean, another = 'Name another with --profile FILE, or overwrite it with --force.'): void {
  try {
    writeFileSync(path, text, { flag: force ? 'w' : 'wx', mode: 0o600 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') throw new Problem('usage', `There already is a file ${path}.`, another, { cause: error });
    throw new Problem('usage', `The file ${path} cannot be written (${code ?? 'unknown error'}).`, 'Name a file that you may write with --profile FILE.', { cause: error });
  }
}

async function init(context: Context): Promise<number> {
  const path = profilePath(context);
  writeNew(path, `${JSON.stringify(starterProfile, null, 2)}\n`, context.invocation.switches.has('force'));
  if (context.json) await context.terminal.print(JSON.stringify({ profile: path }));
  else {
    await context.terminal.print(
      [`Wrote ${path}.`, 'Fill in your domain controller, account, tenant and application (README, "First sync").', `Then: ${commandLine(context, ['profile', 'validate'])}`, `      ${commandLine(context, ['check'])}`].join('\n'),
    );
  }
  return exitCodes.done;
}

async function validate(context: Context): Promise<number> {
  const path = profilePath(context);
  const reading = withRules(parseProfile(readProfileText(path), path));
  if (context.json) await context.terminal.print(JSON.stringify(reading.ok ? { profile: path, valid: true, problems: [], dataFolder: dataFolderOf(context, reading.loaded) } : { profile: path, valid: false, problems: reading.problems }));
  else if (reading.ok) await context.terminal.print(`${path} is valid. Data folder: ${dataFolderOf(context, reading.loaded)}`);
  else {
    context.terminal.say([`${path} is not valid:`, ...reading.problems.map((problem) => `  ${problem}`), 'Every key is described in the README, "Profile reference".'].join('\n'));
  }
  return reading.ok ? exitCodes.done : exitCodes.usage;
}

/** Prints the profile as it is written. It holds references to secrets, never a secret: the schema takes nothing else. */
async function exportProfile(context: Context): Promise<number> {
  const { input } = loadProfile(profilePath(context));
  await context.terminal.print(JSON.stringify(withoutProxyPasswords(input), null, 2));
  return exitCodes.done;
}

/** The one place of a profile where a person may have typed a password: `http://user:password@proxy`. */
function withoutProxyPasswords(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(/^((?:https?:\/\/)?[^\s/:@]+):[^\s/@]+@/i, '$1@');
  if (Array.isArray(value)) return value.map(withoutProxyPasswords);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, withoutProxyPasswords(each)]));
  return value;
}

/** Shows what becomes of Entra Connect's settings; writes the draft only where `--write` says, and only a new file. */
async function showImport(context: Context, from: string, { profile, report }: EntraConnectImport): Promise<number> {
  const { terminal, invocation } = context;
  const file = invocation.values.write === undefined ? null : pathOf(invocation.values.write);
  if (!context.json) await terminal.print(importLines(report, terminal).join('\n'));
  if (file !== null) writeNew(file, `${JSON.stringify(profile, null, 2)}\n`, false, 'Name a new file with --write FILE; an import overwrites none.');
  if (context.json) await terminal.print(JSON.stringify({ from, report, draft: profile, profile: file }));
  else await terminal.print(file === null ? 'Nothing was written. To write the draft as a profile, add --write FILE.' : `Wrote ${file}. Enter the account, the tenant and the application (by hand, with profile set, or with profile merge), set the passwords, then: ${commandLine({ ...context, invocation: { ...invocation, values: file === pathOf('causeway.json') ? {} : { profile: file } } }, ['check'])}`);
  return exitCodes.done;
}

async function importProfile(context: Context, file: string | undefined): Promise<number> {
  if (file === undefined) throw new Problem('usage', 'profile import needs to know which file.', 'Write: causeway profile import FILE');
  const from = pathOf(file);
  const fromEntraConnect = importEntraConnect(from, 'commandLine');
  if (fromEntraConnect !== null) return await showImport(context, from, fromEntraConnect);
  if (context.invocation.values.write !== undefined) throw new Problem('usage', `${from} is a profile of Causeway; --write is for exports of Entra Connect.`, 'Name the profile to write with --profile FILE.');
  const text = readProfileText(from);
  const reading = parseProfile(text, from);
  if (!reading.ok) throw profileProblem(from, reading.problems);
  const path = profilePath(context);
  if (path === from) throw new Problem('usage', `${from} already is the profile.`, 'Name the profile to write with --profile FILE.');
  writeNew(path, text, context.invocation.switches.has('force') && existsSync(path));
  await context.terminal.print(context.json ? JSON.stringify({ profile: path, from }) : `Wrote ${path}. Files that the profile names by a relative path are now looked for beside it.`);
  return exitCodes.done;
}

/** `causeway profile [init | validate | export | import PATH | set KEY VALUE | merge FILE]`; `validate` when nothing is said. */
export async function profileCommand(context: Context): Promise<number> {
  const [what = 'validate', file, value] = context.invocation.words;
  if (what === 'set') return await setKey(context, file, value);
  if (value !== undefined) throw new Problem('usage', `profile ${what} does not know what to do with "${value}".`, 'Run `causeway help profile`.');
  if (what === 'merge') return await mergeFile(context, file);
  if (file !== undefined && what !== 'import') throw new Problem('usage', `profile ${what} does not know what to do with "${file}".`, `Name the profile with --profile ${file}.`);
  switch (what) {
    case 'init':
      return await init(context);
    case 'export':
      return await exportProfile(context);
    case 'import':
      return await importProfile(context, file);
    default:
      return await validate(context);
  }
}
