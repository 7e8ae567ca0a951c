import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockDataFolder } from '../../../electron/store/lock.ts';
import { starterProfile } from '../../../electron/worker/starter-profile.ts';
import { command, startCommand } from './child.ts';

let folder: string;
let silent: Server;
const sockets = new Set<Socket>();
const secrets = { CAUSEWAY_AD_PASSWORD: 'ad-hunter2', CAUSEWAY_CLIENT_SECRET: 'app-hunter2' };

function writeProfile(name: string, port: number): void {
  const target = { ...starterProfile.target, cloud: { authority: `https://127.0.0.1:${port}/contoso`, graph: `https://127.0.0.1:${port}/v1.0` } };
  writeFileSync(join(folder, name), JSON.stringify({ ...starterProfile, source: { ...starterProfile.source, url: `ldaps://127.0.0.1:${port}` }, target }));
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-run-'));
  silent = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  }).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  writeProfile('silent.json', (silent.address() as AddressInfo).port);
  // A port that was free a moment ago and is closed again: nobody answers there.
  const closed = createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = closed.address() as AddressInfo;
  closed.close();
  writeProfile('closed.json', port);
});

afterAll(() => {
  for (const socket of sockets) socket.destroy();
  silent.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a run as a process', () => {
  it('ends with one complete document and exit code 1 when nobody answers', async () => {
    const { code, out, err } = await command(folder, ['sync', '--json', '--profile', 'closed.json', '--data-dir', 'failing'], secrets);
    expect(JSON.parse(out)).toMatchObject({ run: { profile: 'sync', outcome: 'failed', error: { message: expect.stringMatching(/\S/), fix: expect.stringMatching(/\S/) } }, plan: { changes: [] }, conflicts: [], export: { writes: 0 } });
    expect(code).toBe(1);
    expect(`${out}${err}${readFileSync(join(folder, 'failing', 'logs', 'causeway.log'), 'utf8')}`).not.toContain('hunter2');
    expect(JSON.parse((await command(folder, ['runs', '--json', '--profile', 'closed.json', '--data-dir', 'failing'])).out)).toMatchObject({ runs: [{ outcome: 'failed' }] });
    expect((await command(folder, ['status', '--profile', 'closed.json', '--data-dir', 'failing'])).out).toContain('contoso: the last run failed.');
    expect(await command(folder, ['health', '--profile', 'closed.json', '--data-dir', 'failing'])).toMatchObject({ code: 1, out: expect.stringContaining('Causeway cannot connect') });
  });

  it('names the missing secret with exit code 2', async () => {
    const { CAUSEWAY_AD_PASSWORD: _password, ...rest } = secrets;
    expect(await command(folder, ['preview', '--profile', 'closed.json', '--data-dir', 'other'], rest)).toMatchObject({ code: 2, err: expect.stringContaining('environment variable CAUSEWAY_AD_PASSWORD, which is not set') });
  });

  it('refuses to approve a plan that is not there with exit code 2', async () => {
    expect(await command(folder, ['sync', '--approve', 'p9', '--profile', 'closed.json', '--data-dir', 'other'], secrets)).toMatchObject({ code: 2, err: expect.stringContaining('There is no plan "p9"') });
  });

  it('ends with exit code 5 while another run is active', async () => {
    const dataFolder = join(folder, 'locked');
    mkdirSync(dataFolder, { mode: 0o700 });
    const lock = lockDataFolder(dataFolder, 'sync');
    try {
      const { code, out } = await command(folder, ['sync', '--json', '--profile', 'closed.json', '--data-dir', 'locked'], secrets);
      expect({ code, document: JSON.parse(out) as unknown }).toEqual({ code: 5, document: { error: { kind: 'locked', message: expect.stringContaining(`process ${process.pid}`), fix: expect.stringMatching(/\S/) } } });
    } finally {
      lock.release();
    }
  });

  it.skipIf(process.platform === 'win32')('cancels on the first signal and ends at once with exit code 130 on the second', async () => {
    const { child, ended } = startCommand(folder, ['sync', '--profile', 'silent.json', '--data-dir', 'cancelled'], secrets);
    await once(silent, 'connection');
    child.kill('SIGINT');
    let heard = '';
    while (!heard.includes('Cancelling')) heard += String((await once(child.stderr ?? child, 'data'))[0]);
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });
});
