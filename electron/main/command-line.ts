import { join } from 'node:path';
import { app, utilityProcess } from 'electron';
import { startLog } from './log.ts';
import { openVault } from './secrets.ts';

/** What follows `--cli`; null when the app is to open its window. */
export function commandLineArguments(argv: readonly string[]): readonly string[] | null {
  const at = argv.indexOf('--cli');
  return at === -1 ? null : argv.slice(at + 1);
}

/**
 * `Causeway --cli <command> …`, for Task Scheduler and its like: runs the command line in a process of its own, with the
 * secrets of the encrypted store. They go there as a message: not as arguments, not in the environment. Answers the exit code.
 */
export async function runCommandLine(args: readonly string[], root: string): Promise<number> {
  const keychain = await openVault(root, startLog(root)).all();
  const child = utilityProcess.fork(join(app.getAppPath(), 'dist', 'app', 'cli.js'), [], { serviceName: 'Causeway command line', stdio: 'inherit' });
  // Ctrl-C reaches the command too, which finishes what is in flight; the app waits for it.
  app.on('before-quit', (event) => event.preventDefault());
  const code = new Promise<number>((resolve) => child.on('exit', resolve));
  child.postMessage({ args, keychain });
  return await code;
}
