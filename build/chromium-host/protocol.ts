import type { Request as PageRequest } from 'playwright';
import type { HostWebContents } from './web-contents.ts';

type ProtocolHandler = (request: Request) => Response | Promise<Response>;
type BeforeRequest = (details: { readonly url: string }, answer: (result: { readonly cancel?: boolean }) => void) => void;

const handlers = new Map<string, ProtocolHandler>();
let beforeRequest: BeforeRequest | null = null;
let registered: readonly { readonly scheme: string }[] = [];

/** https://www.electronjs.org/docs/latest/api/protocol */
export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string }[]): void {
    registered = schemes;
  },
  handle(scheme: string, handler: ProtocolHandler): void {
    if (!registered.some((each) => each.scheme === scheme)) throw new Error(`${scheme} is not registered as privileged`);
    handlers.set(scheme, handler);
  },
};

/** Chromium asks nobody here for a permission and refuses them all; the handlers are taken and kept. */
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (): void => undefined,
    setPermissionCheckHandler: (): void => undefined,
    setDevicePermissionHandler: (): void => undefined,
    webRequest: {
      onBeforeRequest(_filter: { readonly urls: readonly string[] }, listener: BeforeRequest): void {
        beforeRequest = listener;
      },
    },
  },
};

function isCancelled(url: string): Promise<boolean> {
  const listener = beforeRequest;
  if (listener === null) return Promise.resolve(false);
  return new Promise((resolve) => listener({ url }, ({ cancel }) => resolve(cancel === true)));
}

/** Every request of a page: guards first, then the app's own scheme; there is no network behind it. */
export async function answerRequest(request: PageRequest, address: string, owner: HostWebContents | null): Promise<Response | 'abort'> {
  if (request.isNavigationRequest() && owner !== null && owner.page?.url() !== 'about:blank' && owner.stops(request)) return 'abort';
  if (await isCancelled(address)) return 'abort';
  const handler = handlers.get(new URL(address).protocol.slice(0, -1));
  return handler === undefined ? 'abort' : await handler(new Request(address, { method: request.method() }));
}
