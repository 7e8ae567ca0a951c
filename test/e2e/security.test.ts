import type { Page } from 'playwright';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchApp, type RunningApp } from '../support/app.ts';

/** Tries to break out of the window, as a page would that somebody managed to put script into. */
let app: RunningApp;
let page: Page;
let home: string;

beforeAll(async () => {
  app = await launchApp();
  page = app.page;
  await page.getByRole('main').first().waitFor();
  home = page.url();
});
afterAll(() => app.close());

type Opened = { opened?: string[] };
beforeEach(async () => {
  await app.evaluate(({ shell }, _none) => {
    (globalThis as Opened).opened = [];
    shell.openExternal = (url) => {
      (globalThis as Opened).opened?.push(url);
      return Promise.resolve();
    };
  }, null);
});
const opened = (): Promise<readonly string[]> => app.evaluate((_modules, _none) => (globalThis as Opened).opened ?? [], null);

describe('script in the page', () => {
  it('finds no Node.js, no Electron and no way to the host', async () => {
    const found = await page.evaluate(() => ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', '__causewayHost', '__dirname'].filter((name) => name in globalThis));
    expect(found).toEqual([]);
  });

  it('sees named methods only, and cannot change them', async () => {
    const seen = await page.evaluate(() => {
      const api = (globalThis as unknown as { causeway: Record<string, Record<string, unknown>> }).causeway;
      const own = api['app'] ?? {};
      let replaced = false;
      try {
        own['info'] = () => 'mine';
        replaced = String(own['info']).includes('mine');
      } catch {
        replaced = false;
      }
      const members = Object.entries(api).flatMap(([noun, verbs]) => (typeof verbs === 'function' ? [noun] : Object.keys(verbs).map((verb) => `${noun}.${verb}`)));
      return { replaced, generic: members.filter((name) => /invoke|send|ipc|eval|secrets$/i.test(name)) };
    });
    expect(seen).toEqual({ replaced: false, generic: [] });
  });

  it('reaches no unknown channel and hears no unknown event', async () => {
    const outcome = await page.evaluate(() => {
      const api = (globalThis as unknown as { causeway: Record<string, Record<string, unknown>> & { on(name: string, listener: () => void): void } }).causeway;
      let refused = false;
      try {
        api.on('secrets', () => undefined);
      } catch {
        refused = true;
      }
      return { unknown: typeof api['app']?.['readSecret'], noun: typeof api['shell'], refused };
    });
    expect(outcome).toEqual({ unknown: 'undefined', noun: 'undefined', refused: true });
  });

  it('is refused with arguments that do not fit', async () => {
    const kinds = await page.evaluate(async () => {
      const api = (globalThis as unknown as { causeway: Record<string, Record<string, (input: unknown) => Promise<{ ok: boolean; problem?: { kind: string } }>>> }).causeway;
      const ask = async (noun: string, verb: string, input: unknown): Promise<string> => (await api[noun]?.[verb]?.(input))?.problem?.kind ?? 'let through';
      return [
        await ask('app', 'storeSecret', { name: '../../x', value: 'y' }),
        await ask('app', 'chooseSaveFile', { suggestedName: '../../etc/passwd' }),
        await ask('app', 'openExternal', { url: 'file:///etc/passwd' }),
        await ask('app', 'openExternal', { url: 'https://learn.microsoft.com.evil.example/' }),
        await ask('profiles', 'activate', { profileId: '../..' }),
        await ask('runs', 'start', 'DROP TABLE runs'),
      ];
    });
    expect(kinds).toEqual(Array.from({ length: 6 }, () => 'usage'));
    expect(await opened()).toEqual([]);
  });

  it('cannot run text: no inline script, no eval, no script of a data address', async () => {
    const ran = await page.evaluate(async () => {
      const world = globalThis as unknown as Record<string, unknown>;
      const script = document.createElement('script');
      script.textContent = 'globalThis.inlineRan = true';
      document.body.append(script);
      const data = document.createElement('script');
      data.src = 'data:text/javascript,globalThis.dataRan=true';
      const done = new Promise((resolve) => {
        data.onerror = data.onload = resolve;
      });
      document.body.append(data);
      await done;
      document.body.insertAdjacentHTML('beforeend', '<button id="try" onclick="globalThis.handlerRan = true">x</button>');
      document.getElementById('try')?.click();
      document.getElementById('try')?.remove();
      return ['inlineRan', 'dataRan', 'handlerRan'].filter((name) => world[name] === true);
    });
    expect(ran).toEqual([]);
  });

  it('reaches no file and no server', async () => {
    const reached = await page.evaluate(async () => {
      const attempts: Record<string, () => Promise<unknown>> = {
        file: () => fetch('file:///etc/passwd'),
        https: () => fetch('https://graph.microsoft.com/v1.0/'),
        loopback: () => fetch('http://127.0.0.1:80/'),
        own: () => fetch('/index.html'),
        socket: () => new Promise((resolve, reject) => {
          const socket = new WebSocket('wss://evil.example/');
          socket.onopen = resolve;
          socket.onerror = reject;
        }),
        image: () => new Promise((resolve, reject) => {
          const image = new Image();
          image.onload = resolve;
          image.onerror = reject;
          image.src = 'https://evil.example/a.png';
        }),
      };
      const through: string[] = [];
      for (const [name, attempt] of Object.entries(attempts)) if (await attempt().then(() => true, () => false)) through.push(name);
      return through;
    });
    expect(reached).toEqual([]);
  });

  it.each(['https://evil.example/', 'http://127.0.0.1:80/', 'file:///etc/passwd', 'data:text/html,<h1>x</h1>', 'javascript:document.title="x"'])('does not go to %s', async (address) => {
    await page.evaluate((target) => {
      (globalThis as unknown as Record<string, unknown>)['stillHere'] = true;
      location.href = target;
    }, address);
    // Two turns of the page: a navigation that was let through would have taken this document away.
    const still = await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return (globalThis as unknown as Record<string, unknown>)['stillHere'] === true;
    });
    expect({ still, url: page.url() }).toEqual({ still: true, url: home });
  });

  it('opens no window; an address of the list goes to the system\'s browser, another one nowhere', async () => {
    const results = await page.evaluate(() => ['https://evil.example/', 'https://learn.microsoft.com/entra/', 'about:blank'].map((url) => globalThis.open(url)));
    expect(results).toEqual([null, null, null]);
    await expect.poll(opened).toEqual(['https://learn.microsoft.com/entra/']);
    expect(page.context().pages()).toHaveLength(1);
  });

  it('frames no foreign page, and a frame of its own has no causeway', async () => {
    const inFrames = await page.evaluate(async () => {
      const seen: unknown[] = [];
      for (const src of ['https://evil.example/', 'about:blank', location.href]) {
        const frame = document.createElement('iframe');
        frame.src = src;
        const settled = new Promise((resolve) => {
          frame.onload = resolve;
          setTimeout(resolve, 1000);
        });
        document.body.append(frame);
        await settled;
        let text = '';
        try {
          text = `${typeof (frame.contentWindow as unknown as { causeway?: unknown }).causeway} ${typeof (frame.contentWindow as unknown as Record<string, unknown>)['__causewayHost']}`;
        } catch {
          text = 'undefined undefined';
        }
        seen.push(text);
        frame.remove();
      }
      return seen;
    });
    expect(inFrames).toEqual(['undefined undefined', 'undefined undefined', 'undefined undefined']);
  });

  it('is given no permission', async () => {
    const outcome = await page.evaluate(() => new Promise((resolve) => navigator.geolocation.getCurrentPosition(() => resolve('given'), () => resolve('refused'))));
    expect(outcome).toBe('refused');
  });
});

it('every answer carries the policy, with a nonce of its own start', async () => {
  const response = await page.reload();
  const headers = (await response?.allHeaders()) ?? {};
  const policy = headers['content-security-policy'] ?? '';
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/=]{24}';/);
  expect(policy).not.toMatch(/unsafe/);
  expect(headers['x-content-type-options']).toBe('nosniff');
});
