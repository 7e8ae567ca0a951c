import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { starterProfile } from '../../../electron/worker/starter-profile.ts';
import { command } from './child.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'causeway-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the command line as a process', () => {
  it('shows help and version with exit code 0', async () => {
    const help = await command(folder, ['help']);
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toContain('sync [--full] [--approve PLAN]');
    expect(JSON.parse((await command(folder, ['version', '--json'])).out)).toMatchObject({ causeway: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  });

  it('ends wrong usage with exit code 2, on standard error, or as JSON', async () => {
    expect(await command(folder, ['synk'])).toEqual({ code: 2, out: '', err: expect.stringMatching(/^Unknown command "synk"\. Did you mean `sync`\?\n/) });
    const json = await command(folder, ['preview', '--json']);
    expect({ ...json, out: JSON.parse(json.out) as unknown }).toEqual({
      code: 2,
      err: '',
      out: { error: { kind: 'usage', message: `There is no profile ${join(folder, 'causeway.json')}.`, fix: expect.stringContaining('profile init') } },
    });
  });

  it('writes, validates, exports and imports a profile, and overwrites none unasked', async () => {
    const inner = join(folder, 'a.json');
    expect((await command(folder, ['profile', 'init', '--profile', 'a.json'])).code).toBe(0);
    expect(await command(folder, ['profile', 'init', '--profile', 'a.json'])).toMatchObject({ code: 2, err: expect.stringContaining('There already is a file') });
    expect((await command(folder, ['profile', 'validate', '--profile', 'a.json'])).out).toContain('is valid');
    expect(JSON.parse((await command(folder, ['profile', 'export', '--profile', 'a.json'])).out)).toEqual(starterProfile);
    expect((await command(folder, ['profile', 'import', 'a.json', '--profile', 'b.json'])).code).toBe(0);
    expect(readFileSync(join(folder, 'b.json'), 'utf8')).toBe(readFileSync(inner, 'utf8'));
  });

  it('shows what becomes of an Entra Connect export, and writes a new profile only where it is told to', async () => {
    const server = resolve(import.meta.dirname, '../../fixtures/entra-connect/server');
    const shown = await command(folder, ['profile', 'import', server]);
    expect(shown).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Taken over \(\d+\)[^]*Not taken over[^]*Nothing was written\./) });
    expect(existsSync(join(folder, 'causeway.json'))).toBe(false);
    const written = await command(folder, ['profile', 'import', server, '--write', 'connect.json', '--json']);
    expect(JSON.parse(written.out)).toMatchObject({ profile: join(folder, 'connect.json'), draft: JSON.parse(readFileSync(join(folder, 'connect.json'), 'utf8')) as unknown });
    expect((await command(folder, ['profile', 'validate', '--profile', 'connect.json'])).code).toBe(0);
    expect(await command(folder, ['profile', 'import', server, '--write', 'connect.json', '--force'])).toMatchObject({ code: 2, err: expect.stringContaining('There already is a file') });
  });

  it('reports every fault of a profile at once, without its secrets', async () => {
    writeFileSync(join(folder, 'bad.json'), JSON.stringify({ ...starterProfile, nam: 'x', source: { ...starterProfile.source, password: 'hunter2-secret' } }));
    const { code, err, out } = await command(folder, ['profile', 'validate', '--profile', 'bad.json']);
    expect({ code, out, lines: err.split('\n').length }).toEqual({ code: 2, out: '', lines: 5 });
    expect(err).toContain('did you mean name?');
    expect(err).not.toContain('hunter2');
  });

  it('exports no password of a proxy', async () => {
    writeFileSync(join(folder, 'proxy.json'), JSON.stringify({ ...starterProfile, proxy: 'http://user:hunter2@proxy:3128' }));
    expect(JSON.parse((await command(folder, ['profile', 'export', '--profile', 'proxy.json'])).out)).toMatchObject({ proxy: 'http://user@proxy:3128' });
  });

  it('runs the demo: first sync, delta sync, and a third that writes nothing', async () => {
    const { code, out } = await command(folder, ['demo', '--json']);
    const steps = JSON.parse(out) as readonly { readonly run: { readonly outcome: string }; readonly import: { readonly source: { readonly mode: string } }; readonly plan: { readonly users: { readonly create: number } }; readonly conflicts: readonly unknown[]; readonly export: { readonly writes: number; readonly failed: readonly unknown[] } }[];
    expect(code).toBe(0);
    expect(steps.map((step) => [step.import.source.mode, step.run.outcome, step.export.failed])).toEqual([['full', 'completedWithConflicts', []], ['delta', 'completedWithConflicts', []], ['delta', 'completedWithConflicts', []]]);
    expect(steps[0]?.plan.users.create).toBeGreaterThan(300);
    expect(steps[1]?.export.writes).toBeGreaterThan(0);
    expect(steps[2]?.export.writes).toBe(0);
  });
});
