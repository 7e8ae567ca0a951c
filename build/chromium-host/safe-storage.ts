import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

const algorithm = 'aes-256-gcm';
const ivLength = 12;
const tagLength = 16;

/** A key in a file beside the data: it hides secrets from a glance, not from somebody who can read the folder. */
function key(): Buffer {
  const path = join(process.env['CAUSEWAY_HOME'] ?? join(homedir(), '.local', 'share', 'causeway'), 'app', 'shell', 'host.key');
  if (!existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(path, randomBytes(32), { mode: 0o600 });
  }
  return readFileSync(path);
}

/** https://www.electronjs.org/docs/latest/api/safe-storage; Electron asks the operating system's key store instead. */
export const safeStorage = {
  isAsyncEncryptionAvailable: (): Promise<boolean> => Promise.resolve(true),
  getSelectedStorageBackend: (): 'unknown' => 'unknown',
  encryptStringAsync(text: string): Promise<Buffer> {
    const iv = randomBytes(ivLength);
    const cipher = createCipheriv(algorithm, key(), iv);
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), body]));
  },
  decryptStringAsync(sealed: Buffer): Promise<{ readonly result: string; readonly shouldReEncrypt: boolean }> {
    const decipher = createDecipheriv(algorithm, key(), sealed.subarray(0, ivLength));
    decipher.setAuthTag(sealed.subarray(ivLength, ivLength + tagLength));
    const result = Buffer.concat([decipher.update(sealed.subarray(ivLength + tagLength)), decipher.final()]).toString('utf8');
    return Promise.resolve({ result, shouldReEncrypt: false });
  },
};
