import { EventEmitter } from 'node:events';
import type { Page, Request as PageRequest } from 'playwright';
import { appAddress } from './browser.ts';

/** A cancellable event as Electron's listeners get it. */
export function cancellable<Facts extends object>(facts: Facts): Facts & { preventDefault(): void; readonly defaultPrevented: boolean } {
  let prevented = false;
  return Object.assign(facts, {
    preventDefault: () => {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  });
}

type OpenHandler = (details: { readonly url: string }) => { readonly action: 'allow' | 'deny' };

/** https://www.electronjs.org/docs/latest/api/web-contents, as far as the app uses it. */
export class HostWebContents extends EventEmitter {
  page: Page | null = null;
  readonly token: string;
  private loading = true;
  private openHandler: OpenHandler = () => ({ action: 'deny' });

  constructor(token: string) {
    super();
    this.token = token;
  }

  send(channel: string, ...args: readonly unknown[]): void {
    const { token } = this;
    this.page?.evaluate(([name, detail]) => globalThis.dispatchEvent(new CustomEvent(name, { detail })), [token, { channel, args }] as const).catch(() => undefined);
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler;
  }

  /** The page asked for a new window. */
  opened(url: string): void {
    this.openHandler({ url: appAddress(url) });
  }

  isLoading(): boolean {
    return this.loading;
  }

  loaded(): void {
    this.loading = false;
    this.emit('did-finish-load');
  }

  reload(): void {
    void this.page?.reload().catch(() => undefined);
  }

  /** Whether the app's guards stop a navigation that the page began. */
  stops(request: PageRequest): boolean {
    const url = appAddress(request.url());
    const isMainFrame = request.frame().parentFrame() === null;
    const frameEvent = cancellable({ url, isMainFrame });
    this.emit('will-frame-navigate', frameEvent);
    if (!isMainFrame) return frameEvent.defaultPrevented;
    const name = request.redirectedFrom() === null ? 'will-navigate' : 'will-redirect';
    const event = cancellable({ url });
    this.emit(name, event, url);
    return event.defaultPrevented || frameEvent.defaultPrevented;
  }
}
