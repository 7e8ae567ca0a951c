import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { build, type InlineConfig } from 'vite';

const root = join(import.meta.dirname, '..', '..');

/** Everything that runs in Node.js is one file each; `electron` and the native module stay outside. */
function nodeBundle(entry: string, outDir: string, fileName: string, format: 'es' | 'cjs'): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external: ['better-sqlite3', 'electron'] },
    build: {
      ssr: join(root, entry),
      outDir: join(root, outDir),
      emptyOutDir: false,
      target: 'node22',
      minify: false,
      rollupOptions: { external: ['better-sqlite3', 'electron', ...builtinModules, /^node:/], output: { entryFileNames: fileName, format, codeSplitting: false } },
    },
  };
}

const rendererBundle: InlineConfig = {
  root: join(root, 'renderer'),
  base: './',
  configFile: false,
  logLevel: 'warn',
  plugins: [react()],
  build: { outDir: join(root, 'dist/app/renderer'), emptyOutDir: true, target: 'chrome140', assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 4096 },
};

/** What the LDAP connector runs in a second thread; it looks for this name beside the bundle that it is in itself. */
async function buildReadingThread(outDir: string): Promise<void> {
  await build(nodeBundle('electron/connectors/ldap/reading-thread.ts', outDir, 'reading-thread.js', 'es'));
}

/** The command line: dist/cli/main.js. */
export async function buildCommandLine(): Promise<void> {
  rmSync(join(root, 'dist/cli'), { recursive: true, force: true });
  await build(nodeBundle('electron/cli/main.ts', 'dist/cli', 'main.js', 'es'));
  await buildReadingThread('dist/cli');
}

/** The desktop app: dist/app. A sandboxed preload script is one CommonJS file (https://www.electronjs.org/docs/latest/tutorial/sandbox). */
export async function buildApp(): Promise<void> {
  mkdirSync(join(root, 'dist/app'), { recursive: true });
  await build(nodeBundle('electron/main/main.ts', 'dist/app', 'main.js', 'es'));
  await build(nodeBundle('electron/worker/app/entry.ts', 'dist/app', 'worker.js', 'es'));
  await build(nodeBundle('electron/cli/app-entry.ts', 'dist/app', 'cli.js', 'es'));
  await buildReadingThread('dist/app');
  await build(nodeBundle('electron/preload/preload.ts', 'dist/app', 'preload.cjs', 'cjs'));
  await build(rendererBundle);
  copyFileSync(join(root, 'build/icons/tray.png'), join(root, 'dist/app/tray.png'));
}
