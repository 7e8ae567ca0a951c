import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missingLine, walkSteps, wordsOf } from '../../support/walk-through.ts';

const root = resolve(import.meta.dirname, '../../..');
const entry = join(root, 'electron/cli/main.ts');
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const page = /^## Coming from Entra Connect\n([\s\S]*?)^## /m.exec(readme)?.[1] ?? '';
const [start, ...steps] = walkSteps(page);

let place: string;
let contoso: ChildProcess;
let heard = '';
const ended = new Map<ChildProcess, Promise<number | null>>();

/** A command as a reader's shell would start it, with a home of its own. */
function begin(typed: string, folder: string): { readonly child: ChildProcess; readonly output: () => string } {
  let text = '';
  const child = spawn(process.execPath, [entry, ...wordsOf(typed)], { cwd: folder, env: { PATH: process.env['PATH'] ?? '', HOME: place, CAUSEWAY_HOME: join(place, 'home'), NO_COLOR: '1' }, stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdout?.setEncoding('utf8').on('data', (part: string) => { text += part; });
  child.stderr?.setEncoding('utf8').on('data', (part: string) => { text += child === contoso ? part : ''; });
  ended.set(child, new Promise((settle) => { child.once('close', settle); }));
  return { child, output: () => text };
}

async function until(test: () => boolean): Promise<void> {
  for (let tries = 0; tries < 300 && !test(); tries += 1) await new Promise((resolveLater) => { setTimeout(resolveLater, 50); });
}

describe('the README, "Coming from Entra Connect", typed as it stands there', () => {
  let first: () => string;
  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'causeway-walk-'));
    const { child, output } = begin(start?.typed ?? '', place);
    contoso = child;
    first = output;
    await until(() => missingLine([...(start?.shown ?? []), '…', '  end   …'], output()) === null);
  });
  afterAll(async () => {
    contoso.kill('SIGKILL');
    await ended.get(contoso);
    rmSync(place, { recursive: true, force: true });
  });

  it('has a page that goes all the way and back', () => {
    const typed = steps.map((step) => step.typed);
    expect(start?.typed).toBe('demo --coming-from-entra-connect contoso');
    for (const command of ['profile import entra-connect', 'check', 'handover', 'sync', 'stop', 'wait', 'back', 'end']) expect(typed).toContain(command);
    expect(steps.length).toBeGreaterThan(18);
  });

  it('starts Contoso in the first terminal', () => {
    expect({ missing: missingLine(start?.shown ?? [], first()), output: first() }).toMatchObject({ missing: null });
  });

  it.each(steps.map((step, index) => ({ ...step, number: index + 1 })))('step $number, $terminal terminal: $typed', async ({ terminal, typed, code, shown }) => {
    if (terminal === 'first') {
      heard = first();
      contoso.stdin?.write(`${typed}\n`);
      await until(() => missingLine(shown, first().slice(heard.length)) === null);
      expect({ missing: missingLine(shown, first().slice(heard.length)), output: first().slice(heard.length) }).toMatchObject({ missing: null });
      return;
    }
    const { child, output } = begin(typed, join(place, 'contoso'));
    const exit = await ended.get(child);
    expect({ exit, missing: missingLine(shown, output()), output: output() }).toMatchObject({ exit: code, missing: null });
  });

  it('ends with everything that it started; only the folder stays', async () => {
    expect(await ended.get(contoso)).toBe(0);
    expect(existsSync(join(place, 'contoso', 'causeway.json'))).toBe(true);
    expect(existsSync(join(place, 'home')) ? readdirSync(join(place, 'home')) : []).toEqual([]);
  });
});

describe('what is typed wrong', () => {
  it('a line that the page would show and the output lacks is noticed', () => {
    expect(missingLine(['a', '…', 'c…'], 'a\nb\ncd\n')).toBeNull();
    expect(missingLine(['a', 'c'], 'a\nb\nc\n')).toBe('c');
    expect(missingLine(['…', 'x'], 'a\n')).toBe('x');
  });
});
