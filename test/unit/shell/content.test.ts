import { describe, expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: {}, protocol: {}, shell: {}, session: {} }));
const { contentSecurityPolicy, fileOf } = await import('../../../electron/main/content.ts');
const { isAllowedAddress } = await import('../../../electron/main/external-links.ts');
const { originOf } = await import('../../../electron/main/guards.ts');

describe('what app:// answers', () => {
  const folder = '/opt/causeway/renderer';
  it.each([
    ['app://causeway/index.html', `${folder}/index.html`],
    ['app://causeway/assets/a%20b.js?x=1#y', `${folder}/assets/a b.js`],
    // A parser resolves these before anybody sees them.
    ['app://causeway/../../etc/passwd', `${folder}/etc/passwd`],
  ])('%s is a file below the renderer', (address, file) => expect(fileOf(address, folder)).toBe(file));

  it.each([
    'app://causeway/..%2f..%2fetc%2fpasswd',
    'app://causeway/%2e%2e%2fmain.js',
    'app://causeway/..%5cmain.js',
    'app://causeway/a%00.js',
    'app://causeway/%',
    'app://causeway/.env',
    'app://causeway/',
    'app://elsewhere/index.html',
    'app://causeway:8080/index.html',
    'file:///etc/passwd',
    'https://causeway/index.html',
    'nonsense',
  ])('%s is nothing', (address) => expect(fileOf(address, folder)).toBeNull());

  it('comes with the strict policy', () => {
    expect(contentSecurityPolicy('abc')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; img-src 'self' data:; font-src 'self'; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'",
    );
  });
});

describe('what opens in the system\'s browser', () => {
  it.each(['https://login.microsoftonline.com/x/oauth2/v2.0/authorize?client_id=1', 'https://login.microsoftonline.us/', 'https://entra.microsoft.com/#view', 'https://aka.ms/devicelogin'])('%s', (address) => expect(isAllowedAddress(address)).toBe(true));
  it.each([
    'http://learn.microsoft.com/',
    'https://learn.microsoft.com.evil.example/',
    'https://evil.example/learn.microsoft.com',
    'https://learn.microsoft.com@evil.example/',
    'https://user:word@learn.microsoft.com/',
    'https://learn.microsoft.com:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:',
    '',
  ])('not %s', (address) => expect(isAllowedAddress(address)).toBe(false));
});

describe('an origin', () => {
  it.each([
    ['app://causeway/index.html', 'app://causeway'],
    ['app://causeway.evil/index.html', 'app://causeway.evil'],
    ['app://evil@causeway.evil/', 'app://causeway.evil'],
    ['https://app//causeway', 'https://app'],
    ['nonsense', ''],
  ])('of %s is %s', (address, origin) => expect(originOf(address)).toBe(origin));
});
