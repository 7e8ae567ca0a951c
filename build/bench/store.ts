/**
 * Measures the staging store alone: `node build/bench/store.ts [users]`. Prints seconds and memory for a first import,
 * the same import again, iteration, a delta page, a plan, and the same for the target side.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlanChange, PlanSummary } from '../../shared/plan.ts';
import { openStore } from '../../electron/store/open.ts';
import type { SourceObject, TargetObject } from '../../electron/sync/directory.ts';
import type { StagingStore } from '../../electron/sync/store.ts';

const users = Number(process.argv[2] ?? 100_000);
const groups = users / 20;
const membersPerGroup = 100;
const pageSize = 1000;
const base = 'DC=corp,DC=example,DC=com';

/** GUIDs in an order as random as AD's. */
function guidOf(kind: string, number: number): string {
  const mixed = Math.imul(number + 1, 0x9e3779b1) >>> 0;
  return `${mixed.toString(16).padStart(8, '0')}-${kind}-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

function user(number: number): SourceObject {
  const name = `user${number}`;
  const attributes: Record<string, readonly string[]> = {};
  for (const attribute of ['cn', 'givenName', 'sn', 'title', 'company', 'l', 'st', 'co', 'postalCode', 'streetAddress', 'telephoneNumber', 'mobile', 'employeeID', 'description'])
    attributes[attribute] = [attribute === 'cn' ? name : `${attribute} of ${name}`];
  return {
    guid: guidOf('aaaa', number),
    dn: `CN=${name},OU=Department ${number % 200},OU=Staff,${base}`,
    kind: 'user',
    attributes: {
      ...attributes,
      department: [`Department ${number % 200}`],
      displayName: [`User ${number}`],
      mail: [`${name}@corp.example.com`],
      sAMAccountName: [name],
      userAccountControl: ['512'],
      userPrincipalName: [`${name}@corp.example.com`],
    },
    members: [],
    manager: number < 10 ? null : { guid: guidOf('aaaa', number % 10), dn: `CN=user${number % 10},OU=Department ${number % 10},OU=Staff,${base}` },
  };
}

function group(number: number): SourceObject {
  return {
    guid: guidOf('bbbb', number),
    dn: `CN=group${number},OU=Groups,${base}`,
    kind: 'group',
    attributes: { cn: [`group${number}`], displayName: [`Group ${number}`], groupType: ['-2147483646'], sAMAccountName: [`group${number}`] },
    members: Array.from({ length: membersPerGroup }, (_, index) => {
      const member = (number * 37 + index * 101) % users;
      return { guid: guidOf('aaaa', member), dn: `CN=user${member},OU=Department ${member % 200},OU=Staff,${base}` };
    }),
    manager: null,
  };
}

function containers(): SourceObject[] {
  const names = [base, `OU=Staff,${base}`, `OU=Groups,${base}`, ...Array.from({ length: 200 }, (_, index) => `OU=Department ${index},OU=Staff,${base}`)];
  return names.map((dn, index) => ({ guid: guidOf('cccc', index), dn, kind: 'container', attributes: {}, members: [], manager: null }));
}

function* sourcePages(): Generator<SourceObject[]> {
  yield containers();
  for (let from = 0; from < users; from += pageSize) yield Array.from({ length: Math.min(pageSize, users - from) }, (_, index) => user(from + index));
  for (let from = 0; from < groups; from += pageSize) yield Array.from({ length: Math.min(pageSize, groups - from) }, (_, index) => group(from + index));
}

type Spent = { readonly wallMs: number; readonly cpuMs: number };

/** Adds up wall and processor time of the measured parts. */
function stopwatch(): { measure(work: () => void): void; spent(): Spent } {
  let wallMs = 0;
  let cpuMs = 0;
  return {
    measure(work) {
      const start = performance.now();
      const cpu = process.cpuUsage();
      work();
      const { user: inUser, system } = process.cpuUsage(cpu);
      wallMs += performance.now() - start;
      cpuMs += (inUser + system) / 1000;
    },
    spent: () => ({ wallMs, cpuMs }),
  };
}

/** Store time only: making the objects is not counted. */
function importSource(store: StagingStore): Spent {
  const generation = store.source.begin('full');
  const { measure, spent } = stopwatch();
  for (const objects of sourcePages()) measure(() => store.source.stage(generation, 'full', { objects, deleted: [], watermark: null }));
  measure(() => store.source.finish(generation, 'full', 'cookie', true, '2026-01-01T00:00:00Z'));
  return spent();
}

function targetUser(number: number): TargetObject {
  const attributes = Object.fromEntries(Object.entries(user(number).attributes).map(([name, values]) => [name, values[0] ?? '']));
  return { id: guidOf('dddd', number), kind: 'user', attributes };
}

function importTarget(store: StagingStore): Spent {
  const generation = store.target.begin('full');
  const now = new Date();
  const { measure, spent } = stopwatch();
  const stage = (page: Parameters<StagingStore['target']['stage']>[2]) => measure(() => store.target.stage(generation, 'full', page, now));
  for (let from = 0; from < users; from += pageSize) {
    const objects = Array.from({ length: Math.min(pageSize, users - from) }, (_, index) => targetUser(from + index));
    stage({ objects, removed: [], members: [], managers: objects.map(({ id }) => ({ userId: id, managerId: guidOf('dddd', 1) })), watermark: null });
  }
  for (let from = 0; from < groups; from += pageSize) {
    const numbers = Array.from({ length: Math.min(pageSize, groups - from) }, (_, index) => from + index);
    stage({
      objects: numbers.map((number) => ({ id: guidOf('eeee', number), kind: 'group', attributes: { displayName: `Group ${number}` } })),
      removed: [],
      members: numbers.map((number) => ({ groupId: guidOf('eeee', number), add: group(number).members.map((_, index) => guidOf('dddd', (number * 37 + index * 101) % users)), remove: [] })),
      managers: [],
      watermark: null,
    });
  }
  measure(() => store.target.finish(generation, 'full', 'delta', now));
  return spent();
}

function timed(work: () => void): Spent {
  const { measure, spent } = stopwatch();
  measure(work);
  return spent();
}

function count(rows: Iterable<unknown>): number {
  let number = 0;
  for (const _ of rows) number += 1;
  return number;
}

function writePlan(store: StagingStore): void {
  const writer = store.plans.begin('run');
  for (const row of store.source.iterate(['user', 'group'])) {
    const change: PlanChange = {
      id: row.guid,
      action: 'create',
      type: 'user',
      anchor: row.guid,
      guid: row.guid,
      dn: row.dn,
      target: null,
      reason: 'new',
      attributes: Object.entries(row.attributes).map(([name, values]) => ({ name, from: null, to: values[0] ?? null, rule: name })),
      references: [],
      dependsOn: [],
      hold: null,
    };
    writer.add(change, 1);
  }
  writer.finish({ id: 'plan' } as unknown as PlanSummary, 'inputs', '2026-01-01T00:00:00Z');
}

function report(what: string, { wallMs, cpuMs }: Spent): void {
  const rss = Math.round(process.memoryUsage().rss / 1024 / 1024);
  console.log(`${what.padEnd(36)} ${(wallMs / 1000).toFixed(2).padStart(7)} s wall ${(cpuMs / 1000).toFixed(2).padStart(7)} s cpu   rss ${rss} MiB`);
}

const folder = mkdtempSync(join(tmpdir(), 'causeway-bench-'));
try {
  const store = openStore(folder);
  console.log(`${users} users, ${groups} groups, ${groups * membersPerGroup} memberships`);
  report('source: first full import', importSource(store));
  console.log(`${''.padEnd(36)} ${Math.round(statSync(join(folder, 'causeway.db')).size / 1024 / 1024)} MiB on disk`);
  const version = store.source.version();
  report('source: the same full import again', importSource(store));
  if (store.source.version() !== version) throw new Error('an unchanged import changed the version');
  report('source: iterate', timed(() => count(store.source.iterate(['user', 'group', 'contact']))));
  report('source: iterate members', timed(() => count(store.source.iterateMembers())));
  report('source: search by UPN', timed(() => void store.source.search('user777@corp.example.com')));
  report('plan: write all while iterating', timed(() => writePlan(store)));
  report('plan: read all', timed(() => count(store.plans.changes('plan'))));
  report('target: first full import', importTarget(store));
  const targetVersion = store.target.version();
  report('target: the same full import again', importTarget(store));
  if (store.target.version() !== targetVersion) throw new Error('an unchanged import changed the version');
  report('target: iterate', timed(() => count(store.target.iterate(['user', 'group']))));
  report('target: iterate members', timed(() => count(store.target.iterateMembers())));
  report('close', timed(() => store.close()));
} finally {
  rmSync(folder, { recursive: true });
}
