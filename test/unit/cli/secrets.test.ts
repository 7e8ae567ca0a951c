import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLog } from '../../../electron/worker/log-file.ts';
import { createRedactor } from '../../../electron/worker/redact.ts';
import { resolveSecret, type SecretContext } from '../../../electron/worker/secrets.ts';

let folder: string;
let remembered: string[];
let notes: string[];

function context(platform: NodeJS.Platform = 'linux', env: Readonly<Record<string, string>> = {}): SecretContext {
  return { folder, env, platform, remember: (secret) => void remembered.push(secret), note: (text) => void notes.push(text) };
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-secrets-'));
  remembered = [];
  notes = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('secret references', () => {
  it('reads an environment variable and names it when it is missing', () => {
    expect(resolveSecret({ env: 'PASSWORD' }, 'source.password', context('linux', { PASSWORD: ' s3cret ' }))).toBe(' s3cret ');
    expect(remembered).toEqual([' s3cret ']);
    expect(() => resolveSecret({ env: 'PASSWORD' }, 'source.password', context())).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining('PASSWORD, which is not set') }));
  });

  it('reads a file beside the profile and cuts one line end', () => {
    writeFileSync(join(folder, 'password'), 's3cret\r\n', { mode: 0o600 });
    expect(resolveSecret({ file: 'password' }, 'source.password', context())).toBe('s3cret');
  });

  it('refuses a file that others can read, and says so without its content', () => {
    const path = join(folder, 'password');
    writeFileSync(path, 's3cret');
    chmodSync(path, 0o640);
    expect(() => resolveSecret({ file: 'password' }, 'source.password', context())).toThrow(expect.objectContaining({ kind: 'usage', message: `source.password: other accounts can read ${path} (mode 640).`, fix: `Run: chmod 600 "${path}"` }));
    expect(remembered).toEqual([]);
  });

  it('does not check a file on Windows, and notes that', () => {
    const path = join(folder, 'password');
    writeFileSync(path, 's3cret');
    chmodSync(path, 0o644);
    expect(resolveSecret({ file: 'password' }, 'source.password', context('win32'))).toBe('s3cret');
    expect(notes).toHaveLength(1);
  });

  it('takes a secret of the keychain from the app, else from an environment variable', () => {
    expect(resolveSecret({ keychain: 'contoso.password' }, 'source.password', { ...context(), keychain: { 'contoso.password': 'of the app' } })).toBe('of the app');
    expect(resolveSecret({ keychain: 'contoso.password' }, 'source.password', context('linux', { CAUSEWAY_SECRET_CONTOSO_PASSWORD: 'of the shell' }))).toBe('of the shell');
    expect(() => resolveSecret({ keychain: 'contoso.password' }, 'source.password', context())).toThrow(expect.objectContaining({ fix: expect.stringContaining('CAUSEWAY_SECRET_CONTOSO_PASSWORD') }));
  });

  it('leaves the keychain to the desktop app', () => {
    expect(() => resolveSecret({ keychain: 'ad' }, 'source.password', context())).toThrow(expect.objectContaining({ kind: 'usage', message: expect.stringContaining("desktop app's encrypted store") }));
  });
});

describe('redaction', () => {
  it('blackens known secrets in every spelling, tokens and keys', () => {
    const redactor = createRedactor();
    redactor.remember('p@ss/w"rd');
    const token = `eyJ${'a'.repeat(20)}.eyJ${'b'.repeat(20)}.${'c'.repeat(20)}`;
    const lines = [
      'bind with p@ss/w"rd failed',
      `body client_secret=${encodeURIComponent('p@ss/w"rd')}&scope=x`,
      JSON.stringify({ password: 'p@ss/w"rd' }),
      `Authorization: Bearer ${token}`,
      'proxy http://user:unknown-word@proxy:3128 refused',
      'client_secret=not-known-before',
    ];
    const clean = redactor.text(lines.join('\n'));
    for (const secret of ['p@ss', 'p%40ss', token, 'unknown-word', 'not-known-before']) expect(clean).not.toContain(secret);
    expect(clean).toContain('proxy:3128 refused');
    expect(redactor.text('source.password: the file is empty')).toBe('source.password: the file is empty');
  });

  it('keeps secrets out of the log, one line per event, readable by its owner only', () => {
    const redactor = createRedactor();
    redactor.remember('s3cret-value');
    const log = openLog(folder, redactor, { now: () => new Date('2026-01-02T03:04:05Z') });
    log('warning', 'first s3cret-value\nsecond');
    const path = join(folder, 'logs', 'causeway.log');
    expect(readFileSync(path, 'utf8')).toBe('2026-01-02T03:04:05.000Z warning first [redacted] ⏎ second\n');
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('rotates the log by size and keeps five older files', () => {
    const log = openLog(folder, createRedactor(), { now: () => new Date(0) }, { largestFile: 100 });
    for (let number = 0; number < 20; number += 1) log('info', `${'x'.repeat(60)} ${number}`);
    expect(readFileSync(join(folder, 'logs', 'causeway.log'), 'utf8')).toContain(' 19\n');
    expect(readFileSync(join(folder, 'logs', 'causeway.5.log'), 'utf8')).toContain(' 14\n');
    expect(existsSync(join(folder, 'logs', 'causeway.6.log'))).toBe(false);
  });
});
