/** `node build/chromium-host/host.ts [APP]`: the desktop app without Electron's binary (see README.md). */
import { registerHooks } from 'node:module';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from './app.ts';
import * as electron from './electron.ts';
import { shown } from './system.ts';
import { closeWindows } from './window.ts';

const appPath = resolve(process.argv[2] ?? resolve(import.meta.dirname, '..', '..'));
const electronUrl = pathToFileURL(resolve(import.meta.dirname, 'electron.ts')).href;

registerHooks({ resolve: (specifier, context, next) => (specifier === 'electron' ? { url: electronUrl, shortCircuit: true } : next(specifier, context)) });
app.setAppPath(appPath);
app.closeAll = closeWindows;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());

type Evaluate = { readonly type: 'evaluate'; readonly id: number; readonly source: string; readonly argument: unknown };

/** A test asks for something of the main process, as Playwright's `ElectronApplication.evaluate` does. */
async function evaluate({ id, source, argument }: Evaluate): Promise<void> {
  try {
    const run = (0, eval)(`(${source})`) as (modules: unknown, argument: unknown) => unknown;
    process.send?.({ type: 'evaluated', id, value: await run({ ...electron, shown }, argument) });
  } catch (error) {
    process.send?.({ type: 'evaluated', id, error: String(error) });
  }
}

if (process.env['CAUSEWAY_HOST_CONTROL'] === '1') process.on('message', (message) => void evaluate(message as Evaluate));

await import(pathToFileURL(resolve(appPath, 'dist/app/main.js')).href);
