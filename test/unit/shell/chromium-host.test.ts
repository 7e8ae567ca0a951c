import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Electron from 'electron';
import { describe, expect, it } from 'vitest';
import * as host from '../../../build/chromium-host/electron.ts';
import { pageScript } from '../../../build/chromium-host/page-script.ts';

/** Compiles as long as the host exports nothing that Electron lacks. */
const names = Object.keys(host).sort() as readonly (keyof typeof host & keyof typeof Electron)[];
const root = join(import.meta.dirname, '..', '..', '..');

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(join(root, folder)).map((name) => readFileSync(join(root, folder, name), 'utf8'));
}

/** Names of values that sources import from `electron`, with the name that each goes by in the file. */
function imported(source: string): readonly (readonly [name: string, local: string])[] {
  return [...source.matchAll(/^import \{([^}]+)\} from 'electron';$/gm)].flatMap(([, list = '']) =>
    list
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== '' && !each.startsWith('type '))
      .map((each) => each.split(' as ') as [string, string?])
      .map(([name, local]) => [name, local ?? name] as const),
  );
}

/** Types need no counterpart; what is used as a value does. */
function isUsed(source: string, local: string): boolean {
  return new RegExp(`\\b${local}\\.\\w|new ${local}\\b|= ${local};`).test(source.replace(/^import .*$/gm, ''));
}

function usedNames(sources: readonly string[]): readonly string[] {
  return [...new Set(sources.flatMap((source) => imported(source).filter(([, local]) => isUsed(source, local)).map(([name]) => name)))].sort();
}

describe('the chromium host', () => {
  const main = sourcesIn('electron/main');

  it('has exactly what the main process imports from electron', () => expect(names).toEqual(usedNames(main)));

  it('has every member that the main process uses', () => {
    const missing: string[] = [];
    for (const source of main) {
      for (const [name, local] of imported(source).filter(([, each]) => isUsed(source, each))) {
        const value = host[name as keyof typeof host] as object;
        for (const [, member = ''] of source.matchAll(new RegExp(`(?<![\\w.'"/])${local}\\.(\\w+)`, 'g'))) if (!(member in value)) missing.push(`${name}.${member}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('gives the preload script exactly what it imports', () => {
    const [given = ''] = /return \{ ([^}]*) \}; throw/.exec(pageScript('', 'token'))?.slice(1) ?? [];
    expect(given.split(', ').sort()).toEqual(usedNames(sourcesIn('electron/preload')));
  });

  it('is imported by no part of the product', () => {
    for (const source of [...main, ...sourcesIn('electron/preload')]) expect(source).not.toContain('chromium-host/');
  });
});
