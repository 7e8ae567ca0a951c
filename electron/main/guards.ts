import { app, session, type Event } from 'electron';
import { appOrigin } from './content.ts';
import { openExternalAddress } from './external-links.ts';

/** The origin of an address, as a whole; never a prefix of it. A scheme of our own has the origin "null" for URL. */
export function originOf(address: string): string {
  const url = URL.parse(address);
  return url === null ? '' : `${url.protocol}//${url.host}`;
}

function stayHome(event: Event, address: string): void {
  if (originOf(address) !== appOrigin) event.preventDefault();
}

/** For every window and frame there ever is: no navigation away, no new windows, no embedded pages. */
export function guardContents(): void {
  app.on('web-contents-created', (_created, contents) => {
    contents.on('will-navigate', (event, address) => stayHome(event, address));
    contents.on('will-redirect', (event, address) => stayHome(event, address));
    contents.on('will-frame-navigate', (event) => stayHome(event, event.url));
    contents.on('will-attach-webview', (event) => event.preventDefault());
    contents.setWindowOpenHandler(({ url }) => {
      void openExternalAddress(url);
      return { action: 'deny' };
    });
  });
}

/** The window needs no permission and no network: Microsoft Graph and LDAP live in the workers. */
export function guardSession(): void {
  const { defaultSession } = session;
  defaultSession.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  defaultSession.setPermissionCheckHandler(() => false);
  defaultSession.setDevicePermissionHandler(() => false);
  defaultSession.webRequest.onBeforeRequest({ urls: ['<all_urls>'] }, ({ url }, answer) => answer({ cancel: !/^(app|devtools|data|blob):/.test(url) }));
}
