/** `npm run build`: bundles the command line into dist/cli/main.js. better-sqlite3 stays outside, it is a native module. */
import { spawnSync } from 'node:child_process';
import { builtinModules } from 'node:module';
import { join, resolve } from 'node:path';
import { build } from 'vite';

const root = resolve(import.meta.dirname, '..');
const outDir = join(root, 'dist', 'cli');

await build({
  root,
  configFile: false,
  logLevel: 'warn',
  ssr: { noExternal: true, external: ['better-sqlite3'] },
  build: {
    ssr: join(root, 'electron/cli/main.ts'),
    outDir,
    emptyOutDir: true,
    target: 'node22',
    minify: false,
    rollupOptions: { external: ['better-sqlite3', ...builtinModules, /^node:/], output: { entryFileNames: 'main.js' } },
  },
});

const check = spawnSync(process.execPath, [join(outDir, 'main.js'), 'version'], { encoding: 'utf8' });
if (check.status !== 0) {
  console.error(`dist/cli/main.js does not start:\n${check.stderr}`);
  process.exitCode = 1;
} else {
  console.log(`dist/cli/main.js: ${check.stdout.trim()}`);
}
