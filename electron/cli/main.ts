#!/usr/bin/env node
/**
 * Entry of the command line. Loads nothing before it knows that this Node.js can run the rest;
 * sets the exit code instead of ending the process, so that standard output is drained.
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

const oldestNode = 22;
const major = Number(process.versions.node.split('.')[0]);

if (major < oldestNode) {
  process.stderr.write(
    `Causeway needs Node.js ${oldestNode} or newer, this is ${process.versions.node}.\n` +
      'In a checkout run it with `npm run --silent causeway -- <command>`, which brings its own Node.js.\n',
  );
  process.exitCode = 2;
} else {
  // Beside the code, where only who may change the code may write; where that is refused, Node.js starts without.
  enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/causeway'));
  const { program } = await import('./program.ts');
  process.exitCode = await program(process.argv.slice(2));
  // A connection that somebody forgot to close must not keep a finished command running.
  setTimeout(() => process.exit(), 2000).unref();
}
