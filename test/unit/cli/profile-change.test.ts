import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mergePatch, patchOf } from '../../../electron/worker/merge-patch.ts';
import { starterProfile } from '../../../electron/worker/starter-profile.ts';
import { command } from './child.ts';

// RFC 7396, appendix A
it.each([
  [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
  [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
  [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
  [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
  [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
  [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
  [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
  [{ e: null }, { a: 1 }, { e: null, a: 1 }],
  [[1, 2], { a: 'b', c: null }, { a: 'b' }],
  [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ['text', { a: 1 }, { a: 1 }],
])('%j patched with %j is %j', (target, patch, result) => {
  expect(mergePatch(target, patch)).toEqual(result);
});

it('a key with dots is a path', () => {
  expect(patchOf('policies.stagingMode', false)).toEqual({ policies: { stagingMode: false } });
});

describe('profile set and merge', () => {
  let folder: string;
  const file = (): string => join(folder, 'causeway.json');
  const profile = (): unknown => JSON.parse(readFileSync(file(), 'utf8'));
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'causeway-set-'));
    writeFileSync(file(), JSON.stringify(starterProfile));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('set changes one key: JSON as JSON, anything else as text', async () => {
    expect(await command(folder, ['profile', 'set', 'policies.stagingMode', 'true'])).toMatchObject({ code: 0, out: expect.stringContaining('Set policies.stagingMode to true in') });
    expect(await command(folder, ['profile', 'set', 'source.username', 'CONTOSO\\svc'])).toMatchObject({ code: 0 });
    expect(profile()).toMatchObject({ ...starterProfile, source: { ...starterProfile.source, username: 'CONTOSO\\svc' }, policies: { stagingMode: true } });
  });

  it('a change that would not be valid is refused with the fault, and changes nothing', async () => {
    const before = readFileSync(file(), 'utf8');
    expect(await command(folder, ['profile', 'set', 'policies.stagingMod', 'true'])).toMatchObject({ code: 2, err: expect.stringMatching(/policies\.stagingMod is not a key of the profile; did you mean stagingMode\?[\s\S]*Nothing was changed/) });
    expect(await command(folder, ['profile', 'set', 'rules.custom', '[{"name": "x", "type": "user", "precedence": 1, "flows": [{"target": "jobTitle", "expression": "Trim("}]}]'])).toMatchObject({ code: 2 });
    expect(await command(folder, ['profile', 'set', 'policies.stagingMode'])).toMatchObject({ code: 2, err: expect.stringContaining('needs a key and a value') });
    expect(readFileSync(file(), 'utf8')).toBe(before);
  });

  it('merge takes the keys of a file, and null takes one away', async () => {
    writeFileSync(join(folder, 'more.json'), JSON.stringify({ source: { url: null, domain: 'corp.contoso.com' }, policies: { drift: 'hold' } }));
    expect(await command(folder, ['profile', 'merge', 'more.json', '--json'])).toMatchObject({ code: 0 });
    const { url: _url, ...source } = starterProfile.source;
    expect(profile()).toMatchObject({ source: { ...source, domain: 'corp.contoso.com' }, policies: { drift: 'hold' } });
    expect(profile()).not.toHaveProperty('source.url');
    writeFileSync(join(folder, 'more.json'), '[1]');
    expect(await command(folder, ['profile', 'merge', 'more.json'])).toMatchObject({ code: 2, err: expect.stringContaining('holds no keys of a profile') });
    expect(await command(folder, ['profile', 'merge', 'none.json'])).toMatchObject({ code: 2 });
  });

  it('the demo of the hand-over refuses a folder that is there', async () => {
    expect(await command(folder, ['demo', '--coming-from-entra-connect', folder])).toMatchObject({ code: 2, err: expect.stringMatching(/There already is[\s\S]*Name a new folder/) });
  });
});
