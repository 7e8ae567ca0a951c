import { spawn, type ChildProcess } from 'node:child_process';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../../..');
const entry = join(root, 'electron/cli/main.ts');

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** Starts the real command line as a child process, in `folder`, with these variables on top of the environment. */
export function startCommand(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
  const { npm_lifecycle_event: _event, CAUSEWAY_AD_PASSWORD: _password, CAUSEWAY_CLIENT_SECRET: _secret, ...inherited } = process.env;
  const child = spawn(process.execPath, [entry, ...args], { cwd: folder, env: { ...inherited, XDG_DATA_HOME: join(folder, 'data'), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, out, err }));
  });
  return { child, ended };
}

/** Runs the command line and waits for its end. */
export async function command(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
  return await startCommand(folder, args, env).ended;
}
