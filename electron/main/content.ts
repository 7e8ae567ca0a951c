import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { app, protocol } from 'electron';

/** The window's only origin. */
export const appOrigin = 'app://causeway';
export const startAddress = `${appOrigin}/index.html`;

const noncePlaceholder = '__CSP_NONCE__';
const mediaTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Before `ready`: a standard, secure scheme, without bypassing the Content Security Policy and without CORS. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]);
}

/** https://www.w3.org/TR/CSP3/; styles carry this start's nonce, for Fluent UI makes them at run time. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
  ].join('; ');
}

function plain(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'Content-Type': 'text/plain; charset=utf-8' } });
}

/** The file below `folder` that an address means; null when it means none, or one outside. */
export function fileOf(address: string, folder: string): string | null {
  const url = URL.parse(address);
  if (url === null || url.protocol !== 'app:' || url.host !== 'causeway') return null;
  let path: string;
  try {
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = resolve(folder, `.${path}`);
  const inside = relative(folder, file);
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) || inside.split(sep).some((part) => part.startsWith('.')) ? null : file;
}

/** Answers `app://causeway/…` from the built renderer, and nothing else. */
export function serveContent(): void {
  const folder = join(app.getAppPath(), 'dist', 'app', 'renderer');
  const nonce = randomBytes(18).toString('base64');
  const headers = {
    'Content-Security-Policy': contentSecurityPolicy(nonce),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  };
  protocol.handle('app', async (request) => {
    if (request.method !== 'GET') return plain(405, 'GET only');
    const file = fileOf(request.url, folder);
    const type = file === null ? undefined : mediaTypes[extname(file)];
    if (file === null || type === undefined) return plain(404, 'not found');
    try {
      const bytes = await readFile(file);
      const body = extname(file) === '.html' ? bytes.toString('utf8').replace(noncePlaceholder, nonce) : new Uint8Array(bytes);
      return new Response(body, { headers: { ...headers, 'Content-Type': type } });
    } catch {
      return plain(404, 'not found');
    }
  });
}
