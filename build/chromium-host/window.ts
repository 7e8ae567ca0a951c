import { randomUUID } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import type { Page } from 'playwright';
import { app } from './app.ts';
import { appAddress, hostBrowser } from './browser.ts';
import { answerInvoke } from './ipc.ts';
import { bindingName, pageScript, type FromPage, type InvokeAnswer } from './page-script.ts';
import { answerRequest } from './protocol.ts';
import { cancellable, HostWebContents } from './web-contents.ts';

const open = new Set<BrowserWindow>();

const browser = hostBrowser((request, address) => {
  const owner = [...open].find(({ webContents }) => webContents.page === request.frame().page()) ?? null;
  return answerRequest(request, address, owner?.webContents ?? null);
});

/** https://www.electronjs.org/docs/latest/api/browser-window, as far as the app uses it. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new HostWebContents(`host-${randomUUID()}`);
  private readonly options: BrowserWindowConstructorOptions;
  private address = '';
  private visible = false;
  private destroyed = false;
  private leaving = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
    open.add(this);
    app.emit('web-contents-created', {}, this.webContents);
  }

  static getAllWindows(): readonly BrowserWindow[] {
    return [...open];
  }

  async loadURL(address: string): Promise<void> {
    this.address = address;
    await this.openPage();
  }

  private async openPage(): Promise<void> {
    const { width = 1280, height = 800 } = this.options;
    const page = await browser.open(this.address, { width, height }, (prepared) => this.prepare(prepared));
    await page.waitForLoadState('load').catch(() => undefined);
    this.webContents.loaded();
    this.emit('ready-to-show');
  }

  private async prepare(page: Page): Promise<void> {
    this.webContents.page = page;
    const preload = readFileSync(this.options.webPreferences?.preload ?? '', 'utf8');
    await page.exposeBinding(bindingName, async (source, message: FromPage): Promise<InvokeAnswer> => {
      if (message.type === 'open') {
        this.webContents.opened(message.url);
        return { ok: true, value: null };
      }
      const parent = source.frame.parentFrame();
      const frame = { url: appAddress(source.frame.url()), parent: parent === null ? null : { url: appAddress(parent.url()) } };
      return await answerInvoke(message.channel, { senderFrame: frame, sender: this.webContents }, message.args);
    });
    await page.addInitScript(pageScript(preload, this.webContents.token));
    page.on('popup', (popup) => {
      this.webContents.opened(popup.url());
      void popup.close();
    });
    page.on('close', () => this.pageClosed());
    page.on('crash', () => this.webContents.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 }));
  }

  /** The person closed the window, or `hide` did. */
  private pageClosed(): void {
    this.webContents.page = null;
    if (this.leaving || this.destroyed) return;
    const event = cancellable({});
    this.emit('close', event);
    if (event.defaultPrevented) this.visible = false;
    else this.destroy();
  }

  /** Asks the listeners, then goes. False when one of them wants it to stay. */
  close(): boolean {
    const event = cancellable({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    open.delete(this);
    void this.webContents.page?.close().catch(() => undefined);
    this.emit('closed');
    if (open.size === 0) app.emit('window-all-closed');
  }

  show(): void {
    if (this.webContents.page === null && this.address !== '' && !this.webContents.isLoading()) void this.openPage();
    this.visible = true;
  }

  hide(): void {
    this.visible = false;
    this.leaving = true;
    void this.webContents.page?.close().finally(() => {
      this.leaving = false;
    });
  }

  focus(): void {
    void this.webContents.page?.bringToFront().catch(() => undefined);
  }

  isVisible(): boolean {
    return this.visible;
  }

  isDestroyed(): boolean {
    return this.destroyed;
  }

  isMinimized(): boolean {
    return false;
  }

  restore(): void {
    this.visible = true;
  }

  isMaximized(): boolean {
    return false;
  }

  maximize(): void {
    this.visible = true;
  }

  getNormalBounds(): Rectangle {
    const { x = 0, y = 0, width = 1280, height = 800 } = this.options;
    return { x, y, width, height };
  }
}

/** Closes every window, then the browser. False when a window wants to stay. */
export async function closeWindows(): Promise<boolean> {
  for (const window of open) if (!window.close()) return false;
  await browser.close();
  return true;
}
