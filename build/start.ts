/** `npm start`: the desktop app where it is built; until then the demo in the terminal, which does the same work. */
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

console.log('The desktop app is not part of this version yet; this is its sample company in the terminal (npm run demo).\n');
const result = spawnSync(process.execPath, [resolve(import.meta.dirname, '../electron/cli/main.ts'), 'demo'], { stdio: 'inherit' });
process.exitCode = result.status ?? 1;
