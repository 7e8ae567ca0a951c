import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { safeStorage } from 'electron';
import { Problem } from '../../shared/errors.ts';
import type { ShellLog } from './log.ts';

/** Secrets of the profiles, encrypted by the operating system; ciphertext in a file of its own. */
export type Vault = {
  /** Answers what protects it, in words. Throws a Problem where nothing does. */
  store(name: string, value: string): Promise<string>;
  forget(name: string): void;
  /** Those of the named secrets that are there. */
  read(names: readonly string[]): Promise<Readonly<Record<string, string>>>;
  /** Every stored secret that this account can decrypt; the log's redactor knows them afterwards. */
  all(): Promise<Readonly<Record<string, string>>>;
  /** In memory only, until the app ends. */
  remember(name: string, value: string): void;
};

const protectors: Readonly<Record<string, string>> = { win32: 'Windows (DPAPI, this account)', darwin: 'the macOS keychain' };

async function protector(): Promise<string> {
  const refused = new Problem('store', 'This computer offers no encrypted store for secrets.', 'Install and unlock a keyring (gnome-keyring or KWallet), or keep the secret in a file or an environment variable and use the command line.');
  if (!(await safeStorage.isAsyncEncryptionAvailable())) throw refused;
  const known = protectors[process.platform];
  if (known !== undefined) return known;
  const backend = safeStorage.getSelectedStorageBackend();
  // "basic_text" encrypts with a password that everybody knows (https://www.electronjs.org/docs/latest/api/safe-storage).
  if (backend === 'basic_text') throw refused;
  return backend === 'unknown' ? 'the keyring of this account' : backend.startsWith('kwallet') ? 'KWallet' : 'the GNOME keyring';
}

export function openVault(root: string, log: ShellLog): Vault {
  const path = join(root, 'app', 'secrets.json');
  const session = new Map<string, string>();

  const load = (): Readonly<Record<string, string>> => {
    try {
      return JSON.parse(readFileSync(path, 'utf8')) as Record<string, string>;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') log('error', `${path} cannot be read; secrets have to be entered again.`);
      return {};
    }
  };
  const save = (secrets: Readonly<Record<string, string>>): void => {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  const encrypt = async (value: string): Promise<string> => (await safeStorage.encryptStringAsync(value)).toString('base64');

  const vault: Vault = {
    async store(name, value) {
      const by = await protector();
      log.redactor.remember(value);
      save({ ...load(), [name]: await encrypt(value) });
      return by;
    },
    forget(name) {
      session.delete(name);
      const { [name]: gone, ...kept } = load();
      if (gone !== undefined) save(kept);
    },
    async read(names) {
      const stored = load();
      const found: Record<string, string> = {};
      for (const name of names) {
        const kept = session.get(name);
        if (kept !== undefined) found[name] = kept;
        const ciphertext = stored[name];
        if (kept !== undefined || ciphertext === undefined) continue;
        try {
          const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(ciphertext, 'base64'));
          log.redactor.remember(result);
          found[name] = result;
          if (shouldReEncrypt) save({ ...load(), [name]: await encrypt(result) });
        } catch {
          log('warning', `the secret ${name} cannot be decrypted by this account; it has to be entered again`);
        }
      }
      return found;
    },
    all: () => vault.read(Object.keys(load())),
    remember(name, value) {
      log.redactor.remember(value);
      session.set(name, value);
    },
  };
  return vault;
}
