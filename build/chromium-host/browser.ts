import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext, type Page, type Request as PageRequest, type Route } from 'playwright';

/** Where pages see what the app calls `app://causeway`. */
const shownOrigin = 'http://causeway.localhost';
const appOrigin = 'app://causeway';

/** The address as the app knows it. */
export function appAddress(shown: string): string {
  return shown === shownOrigin || shown.startsWith(`${shownOrigin}/`) ? `${appOrigin}${shown.slice(shownOrigin.length)}` : shown;
}

function shownAddress(address: string): string {
  return address === appOrigin || address.startsWith(`${appOrigin}/`) ? `${shownOrigin}${address.slice(appOrigin.length)}` : address;
}

const executables = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', 'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe', 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'];

/** A Chromium of this computer; null when there is none. `CAUSEWAY_CHROMIUM` names another one. */
export function findChromium(): string | null {
  return [process.env['CAUSEWAY_CHROMIUM'] ?? '', ...executables].find((path) => path !== '' && existsSync(path)) ?? null;
}

export function hasDisplay(): boolean {
  return process.platform === 'win32' || process.platform === 'darwin' || (process.env['DISPLAY'] ?? '') !== '' || (process.env['WAYLAND_DISPLAY'] ?? '') !== '';
}

const quiet = ['--no-first-run', '--no-default-browser-check', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic', '--disable-gpu', '--password-store=basic'];

export type AnswerRequest = (request: PageRequest, address: string) => Promise<Response | 'abort'>;

export type HostBrowser = {
  /** Opens a page and shows the address. */
  open(address: string, size: { readonly width: number; readonly height: number }, prepare: (page: Page) => Promise<void>): Promise<Page>;
  close(): Promise<void>;
};

async function fulfill(route: Route, answer: Response | 'abort'): Promise<void> {
  // "aborted" leaves the page where it is, as a prevented navigation does in Electron.
  if (answer === 'abort') return await route.abort('aborted');
  await route.fulfill({ status: answer.status, headers: Object.fromEntries(answer.headers), body: Buffer.from(await answer.arrayBuffer()) });
}

/** Tells a test where to attach (`chromium.connectOverCDP`). */
async function announce(folder: string): Promise<void> {
  const file = join(folder, 'DevToolsActivePort');
  while (!existsSync(file)) await sleep(20);
  const [port] = readFileSync(file, 'utf8').split('\n');
  process.send?.({ type: 'browser', endpoint: `http://127.0.0.1:${port}` });
}

/** Starts Chromium when the first page is wanted, and again after its last window was closed. */
export function hostBrowser(answer: AnswerRequest): HostBrowser {
  let running: Promise<BrowserContext> | null = null;
  const controlled = process.env['CAUSEWAY_HOST_CONTROL'] === '1';

  const launch = async (size: { readonly width: number; readonly height: number }): Promise<BrowserContext> => {
    const executablePath = findChromium();
    if (executablePath === null) throw new Error('no Chromium on this computer');
    const folder = mkdtempSync(join(tmpdir(), 'causeway-window-'));
    const headless = controlled || !hasDisplay();
    const context = await chromium.launchPersistentContext(folder, {
      executablePath,
      headless,
      viewport: headless ? size : null,
      args: [...quiet, `--window-size=${size.width},${size.height}`, '--app=about:blank', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), ...(controlled ? ['--remote-debugging-port=0'] : [])],
    });
    context.on('close', () => {
      running = null;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    });
    await context.route(/.*/, async (route) => {
      const request = route.request();
      await fulfill(route, await answer(request, appAddress(request.url()))).catch(() => undefined);
    });
    if (controlled) void announce(folder);
    return context;
  };

  return {
    async open(address, size, prepare) {
      const first = running === null;
      running ??= launch(size);
      const context = await running;
      const page = (first ? context.pages()[0] : undefined) ?? (await context.newPage());
      await prepare(page);
      await page.goto(shownAddress(address), { waitUntil: 'commit' });
      return page;
    },
    async close() {
      await (await running?.catch(() => null))?.close();
    },
  };
}
