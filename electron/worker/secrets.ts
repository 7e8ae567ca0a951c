import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Problem } from '../../shared/errors.ts';
import type { SecretReference } from '../../shared/profile.ts';

export type SecretContext = {
  /** Folder of the profile; file references are relative to it. */
  readonly folder: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Secrets of the desktop app's encrypted store, read before; left out where there is no such store. */
  readonly keychain?: Readonly<Record<string, string>>;
  /** Called with every secret that was read, so that the log can blacken it. */
  readonly remember: (secret: string) => void;
  /** Says what could not be checked. */
  readonly note: (text: string) => void;
};

/** Reads the secret behind a reference; `where` is its path in the profile, for messages. Throws a `usage` Problem without the secret. */
export function resolveSecret(reference: SecretReference, where: string, context: SecretContext): string {
  const secret = read(reference, where, context);
  context.remember(secret);
  return secret;
}

function read(reference: SecretReference, where: string, context: SecretContext): string {
  if ('env' in reference) return fromEnvironment(reference.env, where, context);
  if ('file' in reference) return fromFile(resolve(context.folder, reference.file), where, context);
  const stored = context.keychain?.[reference.keychain];
  if (stored !== undefined) return stored;
  if (context.keychain !== undefined) throw new Problem('usage', `${where} is not in the encrypted store of this computer and account (${reference.keychain}).`, 'Enter it again in Settings › Profiles › Change connections and rules; it cannot be carried over from another computer.');
  const variable = keychainVariable(reference.keychain);
  const value = context.env[variable];
  if (value !== undefined && value !== '') return value;
  throw new Problem(
    'usage',
    `${where} is kept in the desktop app's encrypted store (${reference.keychain}), which the command line cannot open by itself.`,
    `Set the environment variable ${variable}, or run this command as \`Causeway --cli …\` with the installed app, or use {"env": "NAME"} or {"file": "PATH"} for ${where}.`,
  );
}

/** The environment variable that stands in for a secret of the encrypted store: `contoso.password` → `CAUSEWAY_SECRET_CONTOSO_PASSWORD`. */
export function keychainVariable(name: string): string {
  return `CAUSEWAY_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
}

function fromEnvironment(name: string, where: string, context: SecretContext): string {
  const value = context.env[name];
  if (value !== undefined && value !== '') return value;
  throw new Problem('usage', `${where} is to come from the environment variable ${name}, which is ${value === undefined ? 'not set' : 'empty'}.`, `Set ${name} for the account that runs Causeway, and run the command again.`);
}

/** The check and the reading use one open file, so that nothing can be put in between. */
function fromFile(path: string, where: string, context: SecretContext): string {
  let handle: number;
  try {
    handle = openSync(path, 'r');
  } catch (error) {
    throw new Problem('usage', `${where} is to come from the file ${path}, which cannot be opened (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, 'Correct the path, or make the file readable for the account that runs Causeway.', { cause: error });
  }
  try {
    const status = fstatSync(handle);
    if (!status.isFile()) throw new Problem('usage', `${where}: ${path} is not a file.`, 'Name a file that holds the secret and nothing else.');
    if (context.platform === 'win32') context.note(`${where}: who can read ${path} is not checked on Windows; see to its permissions yourself.`);
    else if ((status.mode & 0o077) !== 0) throw new Problem('usage', `${where}: other accounts can read ${path} (mode ${(status.mode & 0o777).toString(8)}).`, `Run: chmod 600 "${path}"`);
    const text = readFileSync(handle, 'utf8').replace(/^\uFEFF/, '').replace(/\r?\n$/, '');
    if (text === '') throw new Problem('usage', `${where}: the file ${path} is empty.`, 'Write the secret into it.');
    return text;
  } finally {
    closeSync(handle);
  }
}
