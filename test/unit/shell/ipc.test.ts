import { beforeEach, describe, expect, it, vi } from 'vitest';
import { callNames } from '../../../shared/ipc/contract.ts';

type Handler = (event: unknown, input: unknown) => Promise<unknown>;
const handlers = vi.hoisted(() => new Map<string, Handler>());
vi.mock('electron', () => ({ ipcMain: { handle: (name: string, handler: Handler) => void handlers.set(name, handler) }, app: {}, protocol: {}, shell: {}, session: {}, dialog: { showOpenDialog: async () => ({ canceled: false, filePaths: ['/home/me/export'] }), showSaveDialog: async () => ({ canceled: false, filePath: '/home/me/plan.csv' }) }, clipboard: { writeText: () => undefined }, nativeTheme: {} }));
const { registerIpc } = await import('../../../electron/main/ipc.ts');

const asked: unknown[] = [];
const logged: string[] = [];
beforeEach(() => {
  handlers.clear();
  asked.length = 0;
  logged.length = 0;
  const workers = { call: async (name: string, input: unknown) => (asked.push([name, input]), { ok: true, value: 'answer' }), onEvent: () => undefined };
  const log = Object.assign((level: string, text: string) => void logged.push(`${level}: ${text}`), { redactor: {}, folder: '' });
  registerIpc({ workers, log, state: { get: () => 'state', onChange: () => undefined }, window: () => null } as never);
});

const frame = (url: string, parent: unknown = null): unknown => ({ senderFrame: { url, parent } });
const own = frame('app://causeway/index.html#plan');

async function ask(name: string, event: unknown, input: unknown): Promise<unknown> {
  return await handlers.get(name)?.(event, input);
}

describe('the calls of the window', () => {
  it('are those of the contract and no others', () => expect([...handlers.keys()].sort()).toEqual([...callNames].sort()));

  it('reach a worker from the own page with an input that fits', async () => {
    expect(await ask('runs.cancel', own, { runId: 'r-1' })).toEqual({ ok: true, value: 'answer' });
    expect(asked).toEqual([['runs.cancel', { runId: 'r-1' }]]);
  });

  it.each([
    ['another site', frame('https://evil.example/')],
    ['another host of the scheme', frame('app://causeway.evil/index.html')],
    ['an address that starts alike', frame('app://causeway@evil/index.html')],
    ['a frame in the own page', frame('app://causeway/index.html', { url: 'app://causeway/index.html' })],
    ['an empty frame', frame('about:blank')],
    ['a frame that is gone', { senderFrame: null }],
  ])('are refused from %s', async (_who, event) => {
    for (const name of callNames) expect(await ask(name, event, null), name).toMatchObject({ ok: false, problem: { kind: 'permission' } });
    expect(asked).toEqual([]);
    expect(logged).toHaveLength(callNames.length);
  });

  it.each([
    ['runs.cancel', { runId: '../../x' }],
    ['runs.cancel', { runId: 'r-1', more: 1 }],
    ['runs.cancel', null],
    ['app.storeSecret', { name: '../secrets', value: 'x' }],
    ['app.openExternal', { url: 5 }],
    ['app.chooseFile', { purpose: 'anything' }],
    ['profiles.activate', { profileId: 'a/b' }],
  ])('%s is refused with %j', async (name, input) => {
    expect(await ask(name, own, input)).toMatchObject({ ok: false, problem: { kind: 'usage' } });
    expect(asked).toEqual([]);
  });

  it('have a file written only where the person chose, and once', async () => {
    const exportTo = (path: string) => ask('health.export', own, { profileId: 'contoso', format: 'csv', path });
    expect(await exportTo('/home/me/plan.csv')).toMatchObject({ ok: false, problem: { field: 'path' } });
    expect(await ask('app.chooseSaveFile', own, { suggestedName: 'plan.csv' })).toEqual({ ok: true, value: { path: '/home/me/plan.csv' } });
    expect(await exportTo('/home/me/.ssh/authorized_keys.csv')).toMatchObject({ ok: false, problem: { field: 'path' } });
    expect(await exportTo('/home/me/plan.csv')).toEqual({ ok: true, value: 'answer' });
    expect(await exportTo('/home/me/plan.csv')).toMatchObject({ ok: false, problem: { field: 'path' } });
    expect(asked).toHaveLength(1);
  });

  it('have a folder read whole only when the person chose it', async () => {
    const read = (path: string) => ask('setup.readExport', own, { path });
    expect(await read('/home/me/export')).toMatchObject({ ok: false, problem: { field: 'path' } });
    expect(await ask('app.chooseFile', own, { purpose: 'connectFolder' })).toEqual({ ok: true, value: { path: '/home/me/export' } });
    expect(await read('/home/me')).toMatchObject({ ok: false, problem: { field: 'path' } });
    expect(await read('/home/me/export')).toEqual({ ok: true, value: 'answer' });
    expect(asked).toHaveLength(1);
  });

  it('open no address off the list', async () => {
    expect(await ask('app.openExternal', own, { url: 'https://evil.example/' })).toMatchObject({ ok: false, problem: { field: 'url' } });
  });
});
