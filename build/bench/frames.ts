/**
 * How smooth the window is with 100,000 planned changes and 10,000 conflicts. Starts the
 * built app on a generated store and measures in its own window: the time between frames while a list scrolls, and how
 * long a keystroke in a filter takes until it is shown. The chromium host draws in software: on a graphics card frames are faster, never slower.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import type { Conflict } from '../../shared/conflict.ts';
import type { PlanChange, PlanSummary, TypeCounts } from '../../shared/plan.ts';
import { openStore } from '../../electron/store/open.ts';
import { openShelf } from '../../electron/worker/app/shelf.ts';
import { starterProfile } from '../../electron/worker/starter-profile.ts';
import { launchApp } from '../../test/support/app.ts';
import type { Result } from './result.ts';

const changes = 100_000;
const conflicts = 10_000;
const base = 'DC=corp,DC=contoso,DC=com';
const frameLimitMs = 32;
const keystrokeLimitMs = 100;

function guid(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}

function changeAt(number: number): PlanChange {
  const name = `Person ${number}`;
  const kind = number % 10;
  return {
    id: `change-${number}`,
    action: kind < 5 ? 'create' : kind < 9 ? 'update' : 'disable',
    type: number % 20 === 0 ? 'group' : 'user',
    anchor: guid(number),
    guid: guid(number),
    dn: `CN=${name},OU=Department ${number % 200},OU=Staff,${base}`,
    target: kind < 5 ? null : guid(500_000 + number),
    reason: kind < 5 ? 'new' : 'changed',
    attributes: ['displayName', 'department', 'jobTitle'].map((attribute) => ({ name: attribute, from: kind < 5 ? null : 'before', to: `${attribute} of ${name}`, rule: attribute })),
    references: [],
    dependsOn: [],
    hold: null,
  };
}

function conflictAt(number: number): Conflict {
  const name = `Claimant ${number}`;
  return {
    id: number.toString(16).padStart(12, '0'),
    situation: number % 2 === 0 ? 'takenInTarget' : 'invalidValue',
    also: [],
    type: 'user',
    anchor: guid(900_000 + number),
    guid: guid(900_000 + number),
    dn: `CN=${name},OU=Department ${number % 200},OU=Staff,${base}`,
    attribute: 'mail',
    value: `person${number}@contoso.com`,
    other: null,
    others: [],
    reason: `mail person${number}@contoso.com of ${name} belongs to another object.`,
    fix: 'Choose another value.',
    resolutions: ['setValue', 'exclude'],
    recommended: null,
    facts: {},
    reopened: null,
  };
}

const none: TypeCounts = { create: 0, restore: 0, link: 0, update: 0, disable: 0, delete: 0, unchanged: 0, held: 0 };

/** A profile whose newest run was a preview with many changes and conflicts. */
function fill(home: string): void {
  const shelf = openShelf(home);
  const { id } = shelf.put({ ...starterProfile, name: 'large' }, { kind: 'real' });
  const store = openStore(shelf.dataFolder(id));
  try {
    const at = new Date().toISOString();
    store.runs.start({ id: '20260101T000000Z-0001', profile: 'preview', startedAt: at });
    const writer = store.plans.begin('20260101T000000Z-0001');
    for (let number = 0; number < changes; number += 1) writer.add(changeAt(number), number);
    const summary: PlanSummary = {
      id: 'large-plan',
      users: { ...none, create: changes / 2, update: (changes * 4) / 10, disable: changes / 10 },
      groups: none,
      members: { add: 0, remove: 0 },
      managers: { set: 0, clear: 0 },
      protection: { tripped: false, held: { delete: 0, disable: 0, memberRemove: 0 }, limit: { count: 500, percent: 10 }, texts: [], heldSet: '' },
      notSynchronizable: {},
      scope: { inScope: changes, excluded: {} },
      conflicts,
    } as unknown as PlanSummary;
    writer.finish(summary, 'inputs', at);
    store.conflicts.replace(Array.from({ length: conflicts }, (_, number) => conflictAt(number)), at);
    store.runs.finish({ id: '20260101T000000Z-0001', profile: 'preview', startedAt: at, endedAt: at, outcome: 'completedWithConflicts', planId: summary.id, imports: null, exported: null, error: null });
  } finally {
    store.close();
  }
}

function percentile95(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length * 0.95)] ?? 0;
}

/** Milliseconds between frames while the list is scrolled by 400 px a frame, 300 frames long. */
async function scrolling(page: Page, testId: string): Promise<number> {
  const deltas = await page.evaluate<readonly number[]>(
    `new Promise((done) => {
      const root = document.querySelector('[data-testid="${testId}"]');
      const list = [root, ...root.querySelectorAll('*')].find((each) => each.scrollHeight > each.clientHeight + 1000) ?? root;
      const deltas = [];
      let last = performance.now();
      const step = (now) => {
        deltas.push(now - last);
        last = now;
        list.scrollTop += 400;
        if (deltas.length < 300) requestAnimationFrame(step);
        else done(deltas.slice(5));
      };
      requestAnimationFrame(step);
    })`,
  );
  return percentile95(deltas);
}

/** Milliseconds from each keystroke in a field until the frame that shows it, as the window itself sees it. */
async function keystrokes(page: Page, field: string, text: string): Promise<number> {
  const input = page.getByRole('searchbox', { name: new RegExp(field) });
  await input.focus();
  await page.evaluate(`(() => {
    globalThis.keystrokes = [];
    document.activeElement.addEventListener('input', ({ timeStamp }) => requestAnimationFrame(() => requestAnimationFrame(() => globalThis.keystrokes.push(performance.now() - timeStamp))));
  })()`);
  for (const character of text) await page.keyboard.type(character, { delay: 60 });
  await page.waitForFunction(`globalThis.keystrokes.length >= ${text.length}`);
  return percentile95(await page.evaluate<readonly number[]>('globalThis.keystrokes'));
}

/** Milliseconds from a text in the field until the list shows the answer; the pause that the field waits for is part of it. */
async function answering(page: Page, field: string, total: () => Promise<number>, texts: readonly string[]): Promise<number> {
  const spent: number[] = [];
  const input = page.getByRole('searchbox', { name: new RegExp(field) });
  for (const text of texts) {
    const before = await total();
    const begun = performance.now();
    await input.fill(text);
    while ((await total()) === before) if (performance.now() - begun > 10_000) throw new Error(`the list did not answer "${text}"`);
    spent.push(performance.now() - begun);
  }
  return percentile95(spent);
}

/** The window's frame times and answers to keystrokes, against their targets. */
export async function frameTimes(say: (text: string) => void): Promise<readonly Result[]> {
  const home = mkdtempSync(join(tmpdir(), 'causeway-frames-'));
  fill(home);
  const app = await launchApp({ home });
  const { page } = app;
  const results: Result[] = [];
  const add = (what: string, value: number, limit: number | null): void => {
    results.push({ target: 'g', what, value, unit: 'ms', limit: limit === null ? null : { atMost: limit }, detail: '95th percentile' });
    say(`${what}: ${value.toFixed(1)} ms${limit === null ? '' : ` (at most ${limit})`}`);
  };
  try {
    await page.getByRole('button', { name: 'Plan', exact: true }).click();
    const planTotal = async (): Promise<number> => Number(await page.getByTestId('plan-table').getAttribute('aria-rowcount'));
    await page.getByTestId('plan-table').getByRole('row').nth(5).waitFor({ timeout: 60_000 });
    add(`scrolling ${changes.toLocaleString('en')} planned changes, time between frames`, await scrolling(page, 'plan-table'), frameLimitMs);
    // The first question builds the index.
    await answering(page, '^Search name, DN', planTotal, ['person 1']);
    add('filter keystroke over the plan, until it is shown', await keystrokes(page, '^Search name, DN', '23456 department 7'), keystrokeLimitMs);
    add('filter over the plan, until the answer is shown', await answering(page, '^Search name, DN', planTotal, ['person 12', 'person 123', 'person 12', 'person 7', 'person 77', 'person 777']), null);
    await page.getByRole('button', { name: /^Conflicts/ }).first().click();
    const conflictTotal = async (): Promise<number> => Number(await page.getByTestId('conflict-list').getByRole('option').first().getAttribute('aria-setsize'));
    await page.getByTestId('conflict-list').getByRole('option').nth(3).waitFor();
    add(`scrolling ${conflicts.toLocaleString('en')} conflicts, time between frames`, await scrolling(page, 'conflict-list'), frameLimitMs);
    add('filter keystroke over the conflicts, until it is shown', await keystrokes(page, '^Search name, DN, value', 'claimant 1'), keystrokeLimitMs);
    add('filter over the conflicts, until the answer is shown', await answering(page, '^Search name, DN, value', conflictTotal, ['claimant 12', 'claimant 123', 'claimant 12', 'claimant 7', 'claimant 77']), null);
  } finally {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  }
  return results;
}
