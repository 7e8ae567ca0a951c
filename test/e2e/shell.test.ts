import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { electronBinary } from '../../build/app/electron-binary.ts';
import { launchApp, type RunningApp } from '../support/app.ts';

const root = resolve(import.meta.dirname, '..', '..');
const secret = 'Tr0ub4dor & "3" \\ é';
type Api = { readonly app: Readonly<Record<string, (input: unknown) => Promise<{ readonly ok: boolean; readonly value?: unknown }>>> };

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
  await app.page.getByRole('main').first().waitFor();
});
afterAll(() => app.close());

function ask(verb: string, input: unknown): Promise<unknown> {
  return app.page.evaluate(([name, value]) => (globalThis as unknown as { causeway: Api }).causeway.app[name]?.(value), [verb, input] as const);
}

describe('secrets', () => {
  it('are kept as ciphertext, in a file for the owner only', async () => {
    expect(await ask('storeSecret', { name: 'contoso.password', value: secret })).toMatchObject({ ok: true, value: { stored: true } });
    const file = join(app.home, 'app/secrets.json');
    const text = readFileSync(file, 'utf8');
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['contoso.password']);
    for (const spelling of [secret, JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64')]) expect(text).not.toContain(spelling);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it('are in no file of the exported diagnostics, however they are spelled in a log', async () => {
    mkdirSync(join(app.home, 'contoso/logs'), { recursive: true });
    const spellings = [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), Buffer.from(secret).toString('base64')];
    writeFileSync(join(app.home, 'contoso/logs/causeway.log'), spellings.map((each) => `bind failed: ${each} was refused\n`).join(''));
    const path = join(app.home, 'diagnostics.zip');
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    expect(await ask('exportDiagnostics', null)).toEqual({ ok: true, value: { path } });
    const files = unzipSync(readFileSync(path));
    expect(Object.keys(files)).toEqual(expect.arrayContaining(['about.json', 'contoso/logs/causeway.log']));
    expect(Object.keys(files).filter((name) => /secrets\.json|host\.key|\.sqlite|\.db/.test(name))).toEqual([]);
    for (const [name, bytes] of Object.entries(files)) for (const spelling of spellings) expect(strFromU8(bytes), name).not.toContain(spelling);
  });
});

describe('Causeway --cli', () => {
  const [command, first] = electronBinary() === null ? [process.execPath, [join(root, 'build/chromium-host/host.ts')]] : [electronBinary() ?? '', ['--no-sandbox']];
  const run = (...args: readonly string[]): { readonly status: number | null; readonly text: string } => {
    const { status, stdout, stderr } = spawnSync(command, [...first, root, '--cli', ...args], { encoding: 'utf8', env: { ...process.env, CAUSEWAY_HOME: app.home }, timeout: 60_000 });
    return { status, text: stdout + stderr };
  };

  it('runs the command line and ends with its exit code', () => {
    expect(run('version')).toMatchObject({ status: 0, text: expect.stringMatching(/\d+\.\d+\.\d+/) });
    expect(run('no-such-command')).toMatchObject({ status: 2 });
  });

  it('opens the secrets of the encrypted store, which the plain command line asks for by a variable', () => {
    const profile = {
      version: 1,
      name: 'contoso',
      source: { url: 'ldaps://127.0.0.1:9', username: 'CONTOSO\\svc', password: { keychain: 'contoso.password' } },
      target: { cloud: { authority: 'https://127.0.0.1:9/tenant', graph: 'https://127.0.0.1:9/v1.0' }, tenantId: '11111111-1111-1111-1111-111111111111', clientId: '22222222-2222-2222-2222-222222222222', auth: { kind: 'clientSecret', secret: { keychain: 'contoso.password' } } },
    };
    const file = join(app.home, 'contoso.json');
    writeFileSync(file, JSON.stringify(profile));
    const inApp = run('preview', '--profile', file);
    expect(inApp.text).not.toContain('encrypted store');
    expect(inApp.text).toMatch(/127\.0\.0\.1/);
    expect(inApp.text).not.toContain(secret);
    const plain = spawnSync(process.execPath, [join(root, 'electron/cli/main.ts'), 'preview', '--profile', file], { encoding: 'utf8', env: { ...process.env, CAUSEWAY_HOME: app.home } });
    expect(plain.status).toBe(2);
    expect(plain.stderr).toContain('CAUSEWAY_SECRET_CONTOSO_PASSWORD');
  });
});

it('a second start shows the first window and ends', () => {
  const [command, first] = electronBinary() === null ? [process.execPath, [join(root, 'build/chromium-host/host.ts')]] : [electronBinary() ?? '', ['--no-sandbox']];
  expect(spawnSync(command, [...first, root], { env: { ...process.env, CAUSEWAY_HOME: app.home }, timeout: 30_000 }).status).toBe(0);
  expect(app.page.isClosed()).toBe(false);
});
