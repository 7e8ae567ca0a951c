import { shell } from 'electron';

/** Microsoft's sign-in, admin centres and documentation, national clouds included. Compared as whole hosts. */
const hosts: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
  'microsoft.com',
  'www.microsoft.com',
  'aka.ms',
  'learn.microsoft.com',
  'entra.microsoft.com',
  'entra.microsoft.us',
  'entra.microsoftonline.cn',
  'portal.azure.com',
  'portal.azure.us',
  'portal.azure.cn',
  'admin.microsoft.com',
  'mysignins.microsoft.com',
  'myaccount.microsoft.com',
]);

/** Whether an address may be shown in the system's browser. */
export function isAllowedAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === 'https:' && url.username === '' && url.password === '' && hosts.has(url.host.toLowerCase());
}

/** The only place that opens a browser for the window. False when the address is not allowed. */
export async function openExternalAddress(address: string): Promise<boolean> {
  if (!isAllowedAddress(address)) return false;
  await shell.openExternal(address);
  return true;
}

/** The sign-in page of a profile's own authority, asked for by a worker, not by the window. */
export async function openSignInPage(address: string): Promise<void> {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'https:') throw new Error('a sign-in page has an https address');
  await shell.openExternal(address);
}
