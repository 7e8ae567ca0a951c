import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';

/** The command line as a real process, as an admin starts it. */
const entry = resolve(import.meta.dirname, '../../electron/cli/main.ts');

export type Ended = { readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly stdout: string; readonly stderr: string };
export type Started = { readonly child: ChildProcess; readonly ended: Promise<Ended> };

export function startCli(args: readonly string[], env: Readonly<Record<string, string>>): Started {
  const child = spawn(process.execPath, [entry, ...args], { env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NO_COLOR: '1', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
  child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
  const ended = new Promise<Ended>((settle, fail) => {
    child.once('error', fail);
    child.once('close', (code, signal) => { settle({ code, signal, stdout, stderr }); });
  });
  return { child, ended };
}

export async function runCli(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Ended> {
  return await startCli(args, env).ended;
}
