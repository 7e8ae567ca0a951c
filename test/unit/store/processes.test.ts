import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Problem } from '../../../shared/errors.ts';
import { lockDataFolder } from '../../../electron/store/lock.ts';
import { openStore } from '../../../electron/store/open.ts';
import { guid, importSource, object, page, useFolders } from './fixtures.ts';

const folders = useFolders();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** Starts a script of this folder and waits for its first words. */
async function start(script: string, folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [join(import.meta.dirname, script), folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  if (child.stdout === null) throw new Error('no output');
  await once(child.stdout, 'data');
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

function lockMessage(folder: string): string {
  try {
    lockDataFolder(folder).release();
  } catch (error) {
    if (error instanceof Problem && error.kind === 'locked') return error.message;
    throw error;
  }
  return 'free';
}

test('one run at a time per data folder, in this process too', () => {
  const folder = folders.folder();
  const lock = lockDataFolder(folder, 'run-1', new Date('2026-03-01T08:00:00Z'));
  expect(lockMessage(folder)).toBe(`Another run is active in the data folder ${folder} (process ${process.pid}, run run-1, since 2026-03-01T08:00:00.000Z).`);
  lock.release();
  lock.release();
  expect(lockMessage(folder)).toBe('free');
});

test('a lock held by another process names it, and a kill -9 releases it', async () => {
  const folder = folders.folder();
  const child = await start('lock-holder.ts', folder);
  expect(lockMessage(folder)).toContain(`process ${child.pid}, run run-of-the-child, since 2026-03-01T08:00:00.000Z`);
  await kill(child);
  expect(lockMessage(folder)).toBe('free');
});

test('a kill -9 in the middle of a page leaves the state before it', async () => {
  const folder = folders.folder();
  const before = openStore(folder);
  importSource(before, [page([object(1), object(2)])], { watermark: 'whole' });
  const version = before.source.version();
  before.close();
  await kill(await start('half-page.ts', folder));
  const after = folders.store(folder);
  expect([...after.source.iterate(['user'])].map((row) => [row.guid, row.attributes, row.state])).toEqual([
    [guid(1), { displayName: ['Object 1'] }, 'present'],
    [guid(2), { displayName: ['Object 2'] }, 'present'],
  ]);
  expect([after.source.watermark(), after.source.version()]).toEqual(['whole', version]);
});
