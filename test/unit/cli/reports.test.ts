import { describe, expect, it } from 'vitest';
import { exitCodeOfOutcome } from '../../../electron/cli/commands/run.ts';
import { stateSentence } from '../../../electron/cli/commands/status.ts';
import type { Context } from '../../../electron/cli/context.ts';
import { runDocument, writeBlocks } from '../../../electron/cli/json-document.ts';
import { runReport } from '../../../electron/cli/report-run.ts';
import type { Terminal } from '../../../electron/cli/terminal.ts';
import { change, conflict, plan, record, storeWith } from './fakes.ts';

const write = async (): Promise<void> => undefined;
const terminal: Terminal = { write, print: write, say: () => undefined, sayRaw: () => undefined, style: (_style, text) => text, live: false, columns: 80, closed: () => false };
const context: Context = { invocation: { command: 'sync', words: [], values: { profile: 'my profile.json' }, switches: new Set() }, terminal, json: false };

describe('the JSON document', () => {
  it('holds run, import, plan with changes, conflicts, notes and export', () => {
    const note = { dn: 'CN=a', attribute: null, text: 'A note.' };
    const { scope: _scope, conflicts: _conflicts, ...summary } = plan;
    expect(JSON.parse([...runDocument(record, storeWith(2, [note]))].join(''))).toEqual({
      run: { id: 'r1', profile: 'sync', outcome: 'protected', startedAt: record.startedAt, endedAt: record.endedAt, error: null },
      import: record.imports,
      plan: { ...summary, changes: [change(0), change(1)] },
      conflicts: [conflict],
      notes: [note],
      export: record.exported,
    });
  });

  it('is complete for a run that failed before it had a plan', () => {
    const failed = { ...record, outcome: 'failed', planId: null, imports: null, exported: null, error: { kind: 'connection', message: 'No answer.', fix: 'Start it.' } } as const;
    expect(JSON.parse([...runDocument(failed, storeWith(2))].join(''))).toMatchObject({
      run: { outcome: 'failed', error: { message: 'No answer.', fix: 'Start it.' } },
      import: { source: { read: 0, mode: 'full' } },
      plan: { users: { create: 0 }, protection: { tripped: false }, changes: [] },
      conflicts: [],
      export: { writes: 0, failed: [] },
    });
  });

  it('is written in blocks, each waited for, and no further when the reader has gone', async () => {
    let waiting = 0;
    let most = 0;
    let blocks = 0;
    const slow = async (): Promise<void> => {
      waiting += 1;
      most = Math.max(most, waiting);
      await new Promise((done) => setImmediate(done));
      waiting -= 1;
      blocks += 1;
    };
    await writeBlocks(runDocument(record, storeWith(5000)), slow, () => false);
    expect(most).toBe(1);
    expect(blocks).toBeGreaterThan(10);
    blocks = 0;
    await writeBlocks(runDocument(record, storeWith(5000)), slow, () => blocks >= 2);
    expect(blocks).toBe(2);
  });
});

describe('the report', () => {
  const alike = ['a', 'b', 'c', 'd'].map((name) => ({ dn: `CN=${name}`, attribute: 'userPrincipalName', text: `signs in as ${name}@contoso.onmicrosoft.com` }));
  const report = runReport(context, record, storeWith(25, [{ dn: 'CN=b', attribute: 'mail', text: 'Left as it is.' }, ...alike])).join('\n');

  it('counts, and says what may surprise', () => {
    expect(report).toContain('Sync r1: done, but protection holds part of the plan in 1 min 5 s');
    expect(report).toContain('In scope: 10; excluded: criticalSystemObject 2.');
    expect(report).toMatch(/users +2 +0 +0 +0 +0 +600 +0 +1/);
    expect(report).toContain('4 objects · contacts: Microsoft Graph cannot create them (contact)');
    expect(report).toContain('CN=b (mail): Left as it is.');
    expect(report).toContain('CN=b (userPrincipalName): signs in as b@contoso.onmicrosoft.com\n  … and 2 more objects like this');
    expect(report).toContain('create user CN=User 0,DC=corp (new): displayName "User 0"');
    expect(report).toContain('… and 5 more changes');
  });

  it('names each conflict, failure and held set with the exact command', () => {
    expect(report).toContain('takenInTarget: the value belongs to another target object (1)');
    expect(report).toContain('causeway conflicts resolve k1 --as link --profile "my profile.json"   (or --as setValue, exclude)');
    expect(report).toContain('Request_BadRequest: Invalid value. (request q1)\n      Correct it in AD.');
    expect(report).toContain('PROTECTION holds 600 deletes. Nothing of it was written.\n  600 users would be deleted, more than 500.');
    expect(report).toContain('    causeway sync --approve p1 --profile "my profile.json"');
  });

  it('counts conflicts that were shown before instead of listing them', () => {
    const later = runReport(context, record, storeWith(0), { knownConflicts: new Set(['k1']) }).join('\n');
    expect(later).toContain('1 conflict from before is still open.');
    expect(later).not.toContain('causeway conflicts resolve k1');
  });

  it('says that a preview wrote nothing and that there is nothing to do', () => {
    const preview = runReport(context, { ...record, profile: 'preview', outcome: 'success' }, storeWith(0)).join('\n');
    expect(preview).toContain('Nothing to do: the tenant already is as Active Directory wants it.');
    expect(preview).toContain('Nothing was written to the tenant: this was a preview.');
  });
});

it('gives each outcome its exit code', () => {
  expect((['success', 'failed', 'completedWithConflicts', 'completedWithErrors', 'protected', 'cancelled', null] as const).map(exitCodeOfOutcome)).toEqual([0, 1, 3, 3, 4, 130, 1]);
});

it('says in one sentence where a synchronization stands', () => {
  expect(stateSentence('contoso', null, 0, false)).toBe('contoso has never run.');
  expect(stateSentence('contoso', { ...record, outcome: 'completedWithConflicts' }, 2, false)).toBe('contoso is synchronized but for 2 open conflicts.');
  expect(stateSentence('contoso', record, 2, true)).toBe('contoso: protection holds part of the last plan.');
  expect(stateSentence('contoso', { ...record, outcome: 'success' }, 0, false)).toBe('contoso is synchronized.');
});
