import { describe, expect, it } from 'vitest';
import type { Progress } from '../../../shared/run.ts';
import type { SourceObject } from '../../../electron/sync/directory.ts';
import type { SourceImport, SourcePage } from '../../../electron/sync/ports.ts';
import type { SourceSpace } from '../../../electron/sync/store.ts';
import { importSource } from '../../../electron/sync/import/import-source.ts';

const user = (name: string): SourceObject => ({ guid: name, dn: `CN=${name}`, kind: 'user', attributes: {}, members: [], manager: null });
const page = (names: readonly string[], watermark: string | null = null): SourcePage => ({ objects: names.map(user), deleted: [], watermark });

type Setup = {
  readonly watermark?: string | null;
  readonly lastFull?: string | null;
  readonly pages?: readonly (SourcePage | Error)[];
  readonly known?: number;
  readonly cancelAfter?: number;
};

/** A source with the given pages and a recording space; the real spaces have tests of their own. */
function setUp({ watermark = 'w0', lastFull = '2026-01-01T00:00:00Z', pages = [], known = 0, cancelAfter = Infinity }: Setup) {
  const events: string[] = [];
  const progress: Progress[] = [];
  const cancel = new AbortController();
  async function* stream(): AsyncGenerator<SourcePage> {
    for (const item of pages) {
      await new Promise((resolve) => setImmediate(resolve));
      if (item instanceof Error) throw item;
      yield item;
    }
  }
  let staged = 0;
  const space: SourceSpace = {
    watermark: () => watermark,
    lastFullImport: () => lastFull,
    begin: (mode) => { events.push(`begin ${mode}`); return 7; },
    stage: (generation, mode, { objects, watermark: reached }) => {
      events.push(`stage ${generation} ${mode} ${[...objects].map(({ guid }) => guid).join('+')} ${reached ?? '-'}`);
      staged += 1;
      if (staged === cancelAfter) cancel.abort();
    },
    finish: (generation, mode, reached, tombstones, at) => { events.push(`finish ${generation} ${mode} ${reached ?? '-'} ${String(tombstones)} ${at}`); return { read: staged, gone: 0, doubtful: [{ dn: 'OU=x', objects: 3 }] }; },
    staged: () => known, groupsBeyond: () => new Set<string>(), count: () => known, of: () => space,
    iterate: () => { throw new Error('unused'); }, scan: () => { throw new Error('unused'); }, get: () => null, findByDn: () => null, search: () => [], members: () => [], iterateMembers: () => { throw new Error('unused'); }, version: () => 0,
  };
  const openImport = (mark: string | null, { full }: { readonly full: boolean }): Promise<SourceImport> => {
    events.push(`open ${mark ?? '-'} ${full ? 'full' : 'delta'}`);
    const mode = full || mark === null ? 'full' : 'delta';
    return Promise.resolve({ mode, reason: 'asked', method: 'dirSync', tombstonesReadable: true, pages: stream() });
  };
  const ports = {
    source: { openImport, check: () => { throw new Error('unused'); }, close: () => Promise.resolve() },
    store: { source: space }, clock: { now: () => new Date('2026-01-05T00:00:00Z') }, log: () => undefined, progress: (value: Progress) => { progress.push(value); }, cancel: cancel.signal,
  };
  return { events, progress, cancel, run: (options: { readonly full?: boolean; readonly hours?: number } = {}) => importSource(ports, { name: '', full: options.full ?? false, fullImportEveryHours: options.hours ?? 168 }) };
}

describe('import from Active Directory', () => {
  it('stages page by page and stores the last watermark at the end', async () => {
    const { run, events, progress } = setUp({ pages: [page(['a', 'b'], 'w1'), page(['c'])], known: 10 });
    expect(await run()).toEqual({ read: 2, mode: 'delta', reason: 'asked', method: 'dirSync', doubtful: [{ dn: 'OU=x', objects: 3 }] });
    expect(events).toEqual(['open w0 delta', 'begin delta', 'stage 7 delta a+b w1', 'stage 7 delta c -', 'finish 7 delta w1 true 2026-01-05T00:00:00.000Z']);
    expect(progress.map(({ done, total, text }) => [done, total, text])).toEqual([[0, null, '0 read'], [2, null, '2 read'], [3, null, '3 read']]);
  });

  it('keeps the watermark of an empty delta, and none of a full read that has none', async () => {
    const delta = setUp({});
    await delta.run();
    expect(delta.events.at(-1)).toMatch(/^finish 7 delta w0 /);
    const full = setUp({ pages: [page(['a'])], known: 1 });
    await full.run({ full: true });
    expect(full.events.at(-1)).toMatch(/^finish 7 full - /);
    expect(full.progress.at(-1)?.text).toBe('1 of about 1');
  });

  it.each([
    ['without a watermark', { watermark: null }, {}, 'full', 'asked'],
    ['when asked', {}, { full: true }, 'full', 'asked'],
    ['when the last one is older than the period', {}, { hours: 96 }, 'full', 'the last full import is 96 hours ago or more'],
    ['when the last one lies in the future', { lastFull: '2027-01-01T00:00:00Z' }, {}, 'full', 'the last full import is 168 hours ago or more'],
    ['when none has finished', { lastFull: null }, {}, 'full', 'no full import has finished yet'],
    ['not while it is recent', {}, { hours: 97 }, 'delta', 'asked'],
  ] as const)('reads everything %s', async (_name, setup, options, mode, reason) => {
    expect(await setUp(setup).run(options)).toMatchObject({ mode, reason });
  });

  it('does not finish an import that broke off', async () => {
    const { run, events } = setUp({ pages: [page(['a'], 'w1'), new Error('the domain controller went away'), page(['b'])] });
    await expect(run()).rejects.toThrow('the domain controller went away');
    expect(events).toEqual(['open w0 delta', 'begin delta', 'stage 7 delta a w1']);
  });

  it('stops between pages when it is cancelled, and does not finish', async () => {
    const { run, events } = setUp({ pages: [page(['a'], 'w1'), page(['b'])], cancelAfter: 1 });
    await expect(run()).rejects.toMatchObject({ kind: 'cancelled' });
    expect(events).toEqual(['open w0 delta', 'begin delta', 'stage 7 delta a w1']);
  });

  it('does not count an import that was cancelled on its last page', async () => {
    const { run, events } = setUp({ pages: [page(['a'], 'w1')], cancelAfter: 1 });
    await expect(run()).rejects.toMatchObject({ kind: 'cancelled' });
    expect(events.at(-1)).toBe('stage 7 delta a w1');
  });
});
