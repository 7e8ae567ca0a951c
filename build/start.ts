/** `npm start`: the desktop app on Electron, else on a system Chromium; without a display the demo in the terminal. */
import { spawn, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildApp } from './app/bundles.ts';
import { electronBinary, fetchElectronBinary } from './app/electron-binary.ts';
import { findChromium, hasDisplay } from './chromium-host/browser.ts';

const root = resolve(import.meta.dirname, '..');

function runDemo(reason: string): number {
  console.log(`${reason} This is the sample company in the terminal (npm run demo).\n`);
  return spawnSync(process.execPath, [join(root, 'electron/cli/main.ts'), 'demo'], { stdio: 'inherit' }).status ?? 1;
}

async function show(command: string, args: readonly string[]): Promise<number> {
  const child = spawn(command, args, { cwd: root, stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  return await new Promise((done) => child.on('exit', (code) => done(code ?? 1)));
}

async function main(): Promise<number> {
  if (!hasDisplay()) return runDemo('There is no display here, so the desktop app cannot open.');
  await buildApp();
  const electron = electronBinary() ?? fetchElectronBinary();
  if (electron !== null) return await show(electron, [root]);
  if (findChromium() === null) return runDemo("Electron's binary cannot be downloaded here, and there is no Chromium to stand in for it.");
  console.log("Electron's binary cannot be downloaded here; the app opens in this computer's Chromium (build/chromium-host/README.md).");
  return await show(process.execPath, [join(root, 'build/chromium-host/host.ts'), root]);
}

process.exitCode = await main();
