import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';

const electron = vi.hoisted(() => ({
  app: { on: (_name: string, listener: (event: unknown, contents: unknown) => void) => void electron.listeners.push(listener) },
  listeners: [] as ((event: unknown, contents: unknown) => void)[],
  opened: [] as string[],
  handlers: {} as Record<string, (...args: never[]) => unknown>,
}));
vi.mock('electron', () => ({
  app: electron.app,
  protocol: {},
  shell: { openExternal: async (url: string) => void electron.opened.push(url) },
  session: {
    defaultSession: {
      setPermissionRequestHandler: (handler: () => unknown) => void (electron.handlers['request'] = handler),
      setPermissionCheckHandler: (handler: () => unknown) => void (electron.handlers['check'] = handler),
      setDevicePermissionHandler: (handler: () => unknown) => void (electron.handlers['device'] = handler),
      webRequest: { onBeforeRequest: (_filter: unknown, handler: () => unknown) => void (electron.handlers['network'] = handler) },
    },
  },
}));
const { guardContents, guardSession } = await import('../../../electron/main/guards.ts');

class Contents extends EventEmitter {
  open: (details: { readonly url: string }) => unknown = () => null;
  setWindowOpenHandler(handler: (details: { readonly url: string }) => unknown): void {
    this.open = handler;
  }
}

let contents: Contents;
beforeEach(() => {
  electron.listeners.length = 0;
  electron.opened.length = 0;
  guardContents();
  guardSession();
  contents = new Contents();
  for (const listener of electron.listeners) listener({}, contents);
});

function isPrevented(name: string, url: string): boolean {
  let prevented = false;
  contents.emit(name, { url, preventDefault: () => (prevented = true) }, url);
  return prevented;
}

describe('every page', () => {
  it.each(['will-navigate', 'will-redirect', 'will-frame-navigate'])('%s stays at home', (name) => {
    const refused = ['https://evil.example/', 'http://127.0.0.1/', 'file:///etc/passwd', 'data:text/html,x', 'app://causeway.evil/', 'app://evil/index.html', 'nonsense'];
    expect(refused.filter((url) => !isPrevented(name, url))).toEqual([]);
    expect(isPrevented(name, 'app://causeway/index.html')).toBe(false);
  });

  it('holds no webview', () => expect(isPrevented('will-attach-webview', '')).toBe(true));

  it('opens no window, and in the browser only what is listed', () => {
    for (const url of ['https://evil.example/', 'https://aka.ms/x', 'app://causeway/index.html']) expect(contents.open({ url })).toEqual({ action: 'deny' });
    expect(electron.opened).toEqual(['https://aka.ms/x']);
  });
});

describe('the session', () => {
  it('gives no permission', () => {
    let given: unknown = 'unanswered';
    electron.handlers['request']?.(null as never, 'geolocation' as never, ((answer: boolean) => (given = answer)) as never);
    expect([given, electron.handlers['check']?.(), electron.handlers['device']?.()]).toEqual([false, false, false]);
  });

  it.each([['app://causeway/a.js', false], ['https://graph.microsoft.com/', true], ['http://127.0.0.1/', true], ['ws://127.0.0.1/', true], ['file:///etc/passwd', true]])('asks for %s: cancelled %s', (url, cancelled) => {
    let answer: unknown;
    electron.handlers['network']?.({ url } as never, ((result: unknown) => (answer = result)) as never);
    expect(answer).toEqual({ cancel: cancelled });
  });
});
