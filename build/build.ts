/** `npm run build`: bundles the command line (dist/cli) and the desktop app (dist/app). `--app` builds the app only. */
import { spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import { buildApp, buildCommandLine } from './app/bundles.ts';

const root = resolve(import.meta.dirname, '..');

if (!process.argv.includes('--app')) {
  await buildCommandLine();
  const check = spawnSync(process.execPath, [join(root, 'dist/cli/main.js'), 'version'], { encoding: 'utf8' });
  if (check.status !== 0) {
    console.error(`dist/cli/main.js does not start:\n${check.stderr}`);
    process.exitCode = 1;
  } else {
    console.log(`dist/cli/main.js: ${check.stdout.trim()}`);
  }
}
await buildApp();
console.log('dist/app: main.js, preload.cjs, worker.js, renderer/');
