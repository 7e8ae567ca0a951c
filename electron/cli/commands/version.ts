import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Context } from '../context.ts';

/** The version in the nearest package.json above this file, also from a bundle. */
function packageVersion(): string {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    try {
      const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { name?: string; version?: string };
      if (name === 'causeway' && version !== undefined) return version;
    } catch {
      // Not here: look one folder up.
    }
    if (dirname(folder) === folder) return 'unknown';
  }
}

/** `causeway version` */
export async function versionCommand({ terminal, json }: Context): Promise<number> {
  const facts = { causeway: packageVersion(), node: process.versions.node, platform: `${process.platform}-${process.arch}` };
  await terminal.print(json ? JSON.stringify(facts) : `causeway ${facts.causeway} (Node.js ${facts.node}, ${facts.platform})`);
  return 0;
}
