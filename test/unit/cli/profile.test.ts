import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { profileSchemaPath, profileSchemaText } from '../../../build/profile-schema.ts';
import { findJsonFault } from '../../../electron/worker/json-position.ts';
import { parseProfile } from '../../../electron/worker/profile.ts';
import { starterProfile } from '../../../electron/worker/starter-profile.ts';

function problemsOf(profile: unknown): readonly string[] {
  const reading = parseProfile(JSON.stringify(profile), 'causeway.json');
  return reading.ok ? [] : reading.problems;
}

describe('profile', () => {
  it('takes the starter profile and fills in the defaults', () => {
    const reading = parseProfile(`\uFEFF${JSON.stringify(starterProfile)}`, '/somewhere/causeway.json');
    expect(reading).toMatchObject({ ok: true, loaded: { folder: '/somewhere', profile: { source: { pageSize: 1000 }, policies: { deleteAfterDays: 30 } } } });
  });

  it('names every fault at once with path, value, expectation and the nearest known key', () => {
    const source = { ...starterProfile.source, urll: 'x', pageSize: 5000, delta: 'usnchanged', containers: [{ dnn: 'x', include: true }] };
    const { clientId: _clientId, ...target } = starterProfile.target;
    expect(problemsOf({ ...starterProfile, source, target, protection: { delets: {} } })).toEqual([
      'source.containers[0].dn is missing; expected text (distinguished name, used when there is no guid)',
      'source.containers[0].dnn is not a key of the profile; did you mean dn?',
      'source.pageSize: 5000 is not allowed; expected a whole number from 1 to 1000',
      'source.delta: "usnchanged" is not allowed; expected one of "auto", "dirSync", "usnChanged", "none"; did you mean "usnChanged"?',
      'source.urll is not a key of the profile; did you mean url?',
      'target.clientId is missing; expected text',
      'protection.delets is not a key of the profile; did you mean deletes?',
    ]);
  });

  it('asks for exactly one of url and domain, and for an LDAP address', () => {
    const { url: _url, ...source } = starterProfile.source;
    expect(problemsOf({ ...starterProfile, source })).toEqual(['source.url: needs either url or domain']);
    expect(problemsOf({ ...starterProfile, source: { ...source, url: ['ldaps://dc1', 'https://dc2'] } })).toEqual(['source.url: "https://dc2" is not allowed; expected ldaps://HOST[:PORT] or ldap://HOST[:PORT]']);
  });

  it('never shows a secret that stands where a reference belongs', () => {
    const places = [
      { ...starterProfile, source: { ...starterProfile.source, password: 'hunter2-secret' } },
      { ...starterProfile, source: { ...starterProfile.source, password: { value: 'hunter2-secret' } } },
      { ...starterProfile, source: { ...starterProfile.source, url: 'ldaps://svc:hunter2-secret@dc1' } },
      { ...starterProfile, target: { ...starterProfile.target, auth: 'hunter2-secret' } },
      { ...starterProfile, target: { ...starterProfile.target, auth: { kind: 'clientSecret', secret: 'hunter2-secret' } } },
      { ...starterProfile, target: { ...starterProfile.target, clientSecret: 'hunter2-secret' } },
    ];
    for (const place of places) {
      const text = problemsOf(place).join('\n');
      expect(text).not.toBe('');
      expect(text).not.toContain('hunter2');
    }
    expect(parseProfile('{"source": {"password": hunter2-secret}}', 'causeway.json')).toEqual({ ok: false, problems: ['line 1, column 25: expected a value'] });
  });

  it('has a published schema that is up to date', () => {
    expect(readFileSync(profileSchemaPath, 'utf8')).toBe(profileSchemaText());
  });
});

describe('the place of a JSON fault', () => {
  const faults: readonly (readonly [string, number, number, string])[] = [
    ['{"a": 1,}', 1, 9, 'no comma before }'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'a comma or }'],
    ['{"a" 1}', 1, 6, 'a colon after the key'],
    ["{'a': 1}", 1, 2, 'a key in double quotes'],
    ['{"a": "DOMAIN\\user"}', 1, 7, 'a text that ends on the same line, with each backslash written as \\\\'],
    ['{} {}', 1, 4, 'nothing more after the closing brace'],
    ['// no', 1, 1, 'a value (JSON has no comments)'],
    ['', 1, 1, 'a value'],
  ];
  it.each(faults)('%j', (text, line, column, expected) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(findJsonFault(text)).toEqual({ line, column, expected });
  });

  it('agrees with JSON.parse about what is JSON', () => {
    for (const text of ['{}', ' [1, -2.5e+3, true, null, "\\u00e9\\\\"] ', '"x"', '{"a":{"b":[{}]}}']) {
      expect(JSON.parse(text)).toBeDefined();
      expect(findJsonFault(text)).toBeNull();
    }
  });
});
