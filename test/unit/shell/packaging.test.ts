import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { Arch, build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildApp } from '../../../build/app/bundles.ts';
import { packaging } from '../../../build/packaging/config.ts';
import { fuses } from '../../../build/packaging/fuses.ts';

it('the fuses are exactly these', () => {
  expect(packaging.electronFuses).toBe(fuses);
  expect(fuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
});

it('there is an installer for each platform', () => {
  const names = (target: unknown): readonly string[] => (target as readonly (string | { readonly target: string })[]).map((each) => (typeof each === 'string' ? each : each.target));
  expect({ win: names(packaging.win?.target), mac: names(packaging.mac?.target), linux: names(packaging.linux?.target) }).toEqual({ win: ['nsis', 'msi'], mac: ['dmg'], linux: ['deb', 'rpm', 'AppImage'] });
});

describe.runIf(process.platform === 'linux')('the package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-package-'));
  const resources = join(folder, 'out/linux-unpacked/resources');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** electron-builder packs around a file that stands for Electron's binary: everything but the binary is as in an installer. */
  beforeAll(async () => {
    if (!existsSync('dist/app/renderer/index.html')) await buildApp();
    const shell = join(folder, 'electron');
    for (const name of ['resources', 'locales']) mkdirSync(join(shell, name), { recursive: true });
    for (const name of ['locales/en-US.pak', 'electron', 'chrome-sandbox', 'LICENSE', 'LICENSES.chromium.html', 'version']) writeFileSync(join(shell, name), name === 'version' ? '45.4.1' : '');
    chmodSync(join(shell, 'electron'), 0o755);
    await build({
      targets: Platform.LINUX.createTarget('dir', Arch.x64),
      config: { ...packaging, electronDist: shell, electronFuses: null, directories: { ...packaging.directories, output: join(folder, 'out') } },
    });
  }, 120_000);

  it('holds the bundles, the licence facts and the native module, and nothing else', () => {
    const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((name) => name.replace(/^\//, ''));
    const roots = [...new Set(files.filter((name) => !/^(dist|dist\/app|node_modules)$/.test(name)).map((name) => name.split('/').slice(0, 2).join('/')))].sort();
    expect(roots).toEqual(['dist/app', 'node_modules/better-sqlite3', 'package.json']);
    const shell = files.filter((name) => /^dist\/app\/[^/]+$/.test(name)).sort();
    expect(shell).toEqual(['dist/app/cli.js', 'dist/app/main.js', 'dist/app/preload.cjs', 'dist/app/reading-thread.js', 'dist/app/renderer', 'dist/app/tray.png', 'dist/app/worker.js']);
    expect(files.filter((name) => /chromium-host|playwright|\.map$|\.tsx?$|test/.test(name))).toEqual([]);
  });

  it('keeps the native module of this platform outside the archive, where it can be loaded', () => {
    const unpacked = join(resources, 'app.asar.unpacked/node_modules/better-sqlite3/prebuilds');
    expect(readdirSync(unpacked).sort()).toEqual(['linux-x64.node', 'linuxmusl-x64.node']);
    expect(() => createRequire(import.meta.url)(join(unpacked, `linux-${process.arch}.node`)) as unknown).not.toThrow();
  });
});
