/**
 * Fails when an import goes against the direction of the layers (README, "Folders").
 * Each folder lists what it may import besides itself; npm packages are listed where they are a boundary.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

type Layer = { readonly folder: string; readonly may: readonly string[]; readonly packages: readonly string[] | 'any' };

const pure = ['zod'] as const;
const layers: readonly Layer[] = [
  { folder: 'shared', may: [], packages: pure },
  { folder: 'electron/sync', may: ['shared'], packages: pure },
  { folder: 'electron/connectors', may: ['shared', 'electron/sync'], packages: 'any' },
  { folder: 'electron/store', may: ['shared', 'electron/sync'], packages: 'any' },
  { folder: 'electron/lab', may: ['shared', 'electron/sync'], packages: 'any' },
  { folder: 'electron/worker', may: ['shared', 'electron/sync', 'electron/connectors', 'electron/store', 'electron/lab'], packages: 'any' },
  { folder: 'electron/cli', may: ['shared', 'electron/sync', 'electron/connectors', 'electron/store', 'electron/lab', 'electron/worker'], packages: 'any' },
  { folder: 'electron/main', may: ['shared', 'electron/worker'], packages: 'any' },
  { folder: 'electron/preload', may: ['shared'], packages: 'any' },
  { folder: 'renderer', may: ['shared'], packages: 'any' },
];
const electronFolders = ['electron/main', 'electron/preload'];
const storeFolder = 'electron/store';
const importPattern = /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/g;
const root = resolve(import.meta.dirname, '..');

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function layerOf(path: string): Layer | undefined {
  return layers.find((layer) => path === layer.folder || path.startsWith(`${layer.folder}/`));
}

/** The reason why this import is refused, or undefined when it is fine. */
export function refusal(file: string, specifier: string): string | undefined {
  const layer = layerOf(file);
  if (layer === undefined) return undefined;
  if (specifier.startsWith('.')) {
    const target = relative(root, resolve(root, dirname(file), specifier));
    const targetLayer = layerOf(target);
    if (targetLayer === layer) return undefined;
    if (targetLayer !== undefined && layer.may.includes(targetLayer.folder)) return undefined;
    return `${layer.folder} may import ${layer.may.length === 0 ? 'nothing else' : layer.may.join(', ')}, not ${target}`;
  }
  if (specifier === 'electron' && !electronFolders.includes(layer.folder)) return `only ${electronFolders.join(' and ')} import electron`;
  if (specifier === 'better-sqlite3' && layer.folder !== storeFolder) return `only ${storeFolder} speaks SQL`;
  if (layer.packages !== 'any' && !layer.packages.includes(specifier)) return `${layer.folder} is pure: it may import ${layer.packages.join(', ')} only`;
  return undefined;
}

function check(): number {
  const problems: string[] = [];
  let count = 0;
  for (const folder of ['shared', 'electron', 'renderer'].filter((name) => existsSync(join(root, name)))) {
    for (const path of filesBelow(join(root, folder))) {
      const file = relative(root, path);
      count += 1;
      for (const match of readFileSync(path, 'utf8').matchAll(importPattern)) {
        const specifier = match[1] ?? match[2] ?? '';
        const reason = refusal(file, specifier);
        if (reason !== undefined) problems.push(`${file} imports '${specifier}': ${reason}`);
      }
    }
  }
  for (const problem of problems) console.error(problem);
  console.log(`import direction: ${count} files, ${problems.length} problems`);
  return problems.length === 0 ? 0 : 1;
}

if (import.meta.main) process.exitCode = check();
