import { fork, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type * as Electron from 'electron';
import { _electron, chromium, type Browser, type Page } from 'playwright';
import { buildApp } from '../../build/app/bundles.ts';
import { electronBinary } from '../../build/app/electron-binary.ts';

const root = resolve(import.meta.dirname, '..', '..');

/** What a function evaluated in the main process gets: the `electron` module; on the chromium host also what was shown. */
export type MainModules = typeof Electron & { readonly shown?: { readonly external: readonly string[]; readonly notifications: readonly { readonly title: string; readonly body: string }[]; readonly clipboard: string } };

export type RunningApp = {
  readonly page: Page;
  /** Root of what this app keeps; removed by `close` unless it was given. */
  readonly home: string;
  readonly shell: 'electron' | 'chromium-host';
  /** Runs in the main process. The function is sent as text: it sees its arguments only. */
  evaluate<Argument, Result>(work: (modules: MainModules, argument: Argument) => Result | Promise<Result>, argument: Argument): Promise<Result>;
  /** Process id of a worker. */
  workerPid(role: 'desk' | 'engine'): Promise<number>;
  /** Quits as a person does. */
  close(): Promise<void>;
  /** Ends the whole app at once, as a power cut does. Keeps the home. */
  kill(): Promise<void>;
};

export type LaunchOptions = { readonly home?: string; readonly env?: Readonly<Record<string, string>>; readonly size?: { readonly width: number; readonly height: number }; readonly colorScheme?: 'light' | 'dark' };

let built: Promise<void> | null = null;

/** Builds dist/app once, unless CAUSEWAY_BUILT says that it is fresh (test/support/build-app.ts does). */
function ensureBuilt(): Promise<void> {
  built ??= process.env['CAUSEWAY_BUILT'] === '1' && existsSync(join(root, 'dist/app/renderer/index.html')) ? Promise.resolve() : buildApp();
  return built;
}

function environment(home: string, env: Readonly<Record<string, string>> = {}): Record<string, string> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  return { ...inherited, CAUSEWAY_HOME: home, ...env };
}

/** Starts the built app as a person would, on Electron where it is there, else on the chromium host. */
export async function launchApp(options: LaunchOptions = {}): Promise<RunningApp> {
  await ensureBuilt();
  const home = options.home ?? mkdtempSync(join(tmpdir(), 'causeway-app-'));
  const app = electronBinary() === null ? await launchHost(home, options) : await launchElectron(home, options);
  const { width, height } = options.size ?? { width: 1280, height: 800 };
  await app.page.setViewportSize({ width, height });
  await app.page.emulateMedia({ colorScheme: options.colorScheme ?? 'light', reducedMotion: 'reduce' });
  return {
    ...app,
    async close() {
      await app.close();
      if (options.home === undefined) removeFolder(home);
    },
  };
}

function removeFolder(folder: string): void {
  if (statSync(folder, { throwIfNoEntry: false }) !== undefined) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function launchElectron(home: string, options: LaunchOptions): Promise<RunningApp> {
  const electron = await _electron.launch({ args: [root, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])], env: environment(home, options.env) });
  const page = await electron.firstWindow();
  const evaluate: RunningApp['evaluate'] = (work, argument) => electron.evaluate(work as never, argument as never);
  return {
    page,
    home,
    shell: 'electron',
    evaluate,
    workerPid: (role) => workerPid(evaluate, role),
    close: () => electron.close(),
    kill: async () => {
      electron.process().kill('SIGKILL');
      await new Promise((resolveExit) => electron.process().once('exit', resolveExit));
    },
  };
}

async function workerPid(evaluate: RunningApp['evaluate'], role: 'desk' | 'engine'): Promise<number> {
  const pid = await evaluate((_modules, wanted) => (globalThis as unknown as { readonly causewayWorkers?: Readonly<Record<string, number | undefined>> }).causewayWorkers?.[wanted] ?? 0, role);
  if (pid === 0) throw new Error(`the ${role} does not run`);
  return pid;
}

const startLimitMs = 60_000;

async function launchHost(home: string, options: LaunchOptions): Promise<RunningApp> {
  const child = fork(join(root, 'build/chromium-host/host.ts'), [root], { env: { ...environment(home, options.env), CAUSEWAY_HOST_CONTROL: '1' }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = new Promise<void>((resolveExit) => child.once('exit', () => resolveExit()));
  const endpoint = await firstEndpoint(child, exited);
  const browser: Browser = await chromium.connectOverCDP(endpoint);
  const page = browser.contexts()[0]?.pages()[0] ?? (await browser.contexts()[0]?.waitForEvent('page'));
  if (page === undefined) throw new Error('the app opened no window');
  await page.waitForURL('http://causeway.localhost/**');
  let nextId = 1;
  const evaluate: RunningApp['evaluate'] = (work, argument) =>
    new Promise((resolveValue, reject) => {
      const id = nextId++;
      const hear = (message: { readonly type: string; readonly id?: number; readonly value?: unknown; readonly error?: string }): void => {
        if (message.type !== 'evaluated' || message.id !== id) return;
        child.off('message', hear as never);
        if (message.error === undefined) resolveValue(message.value as never);
        else reject(new Error(message.error));
      };
      child.on('message', hear as never);
      child.send({ type: 'evaluate', id, source: String(work), argument });
    });
  return {
    page,
    home,
    shell: 'chromium-host',
    evaluate,
    workerPid: (role) => workerPid(evaluate, role),
    async close() {
      if (child.exitCode === null) child.kill('SIGTERM');
      await exited;
      await browser.close().catch(() => undefined);
    },
    async kill() {
      const workers = await Promise.all((['desk', 'engine'] as const).map((role) => workerPid(evaluate, role).catch(() => 0)));
      for (const pid of workers) if (pid > 0) process.kill(pid, 'SIGKILL');
      await browser.close().catch(() => undefined);
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function firstEndpoint(child: ChildProcess, exited: Promise<void>): Promise<string> {
  return new Promise((resolveEndpoint, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error('the app opened no window in time'));
    }, startLimitMs);
    child.on('message', (message: { readonly type: string; readonly endpoint?: string }) => {
      if (message.type !== 'browser' || message.endpoint === undefined) return;
      clearTimeout(timer);
      resolveEndpoint(message.endpoint);
    });
    void exited.then(() => {
      clearTimeout(timer);
      reject(new Error('the app ended before it opened a window'));
    });
  });
}

/** The command line of the installed app (`Causeway --cli …`), which has the app's encrypted secrets. */
export async function runAppCommandLine(home: string, words: readonly string[]): Promise<{ readonly code: number | null; readonly text: string }> {
  const binary = electronBinary();
  const [command, first] = binary === null ? [process.execPath, [join(root, 'build/chromium-host/host.ts')]] : [binary, ['--no-sandbox']];
  const child = spawn(command, [...first, root, '--cli', ...words], { env: environment(home, undefined), stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part: string) => { text += part; });
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, text };
}
