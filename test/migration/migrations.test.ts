import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, expect, test } from 'vitest';
import { openConnection } from '../../electron/store/connection.ts';
import { migrate, migrations } from '../../electron/store/migrations/all.ts';
import type { Migration } from '../../electron/store/migrations/all.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'causeway-migration-'));
  folders.push(folder);
  return join(folder, 'causeway.db');
}

/** Migrates up to and including this version; answers the version found. */
function migrateTo(file: string, version: number, steps: readonly Migration[] = migrations): number {
  const connection = openConnection(file);
  try {
    return migrate(connection, steps.filter((step) => step.version <= version));
  } finally {
    connection.close();
  }
}

/** Every table with its rows, and the schema's version. */
function contents(file: string): { version: unknown; tables: Record<string, unknown[]> } {
  const database = new Database(file);
  try {
    const names = database.prepare<[], { name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`).all();
    return {
      version: database.pragma('user_version', { simple: true }),
      tables: Object.fromEntries(names.map(({ name }) => [name, database.prepare(`SELECT * FROM ${name}`).all()])),
    };
  } finally {
    database.close();
  }
}

function insert(file: string, sql: string): void {
  const database = new Database(file);
  database.exec(sql);
  database.close();
}

/** Rows in every kind of table of schema 10. */
const rowsOf10 = `
  INSERT INTO meta VALUES ('source.watermark', 'cookie');
  INSERT INTO source_object VALUES (1, 'guid', 'user', 'CN=A', 'cn=a', 'present', 1, 1, 'digest', 'cn=b', 0, 'CN=B');
  INSERT INTO source_attributes VALUES (1, '{"sn":["A"]}');
  INSERT INTO source_member VALUES (1, 'cn=b', 'CN=B');
  INSERT INTO target_object VALUES (1, 'id', 'user', 'present', NULL, 0, '{}');
  INSERT INTO target_member VALUES (1, 'member', 0);
  INSERT INTO target_pending VALUES ('id', 'city', '', '["null"]', '"x"', 5);
  INSERT INTO link VALUES ('anchor', 'user', 'guid', 'CN=A', 'id', 'created', 'linked', 'now', '{}', '[]');
  INSERT INTO plan VALUES (1, 'plan', 'run', 'now', 'inputs', '{}', 'plan-1.db');
  INSERT INTO journal VALUES (1, 'run', 'change', 'anchor', 'user', NULL, 'CN=A', '{}', 'sent', 'now', NULL, NULL);
  INSERT INTO conflict VALUES ('conflict', 'now', '{}');
  INSERT INTO resolution VALUES ('conflict', '{}');
  INSERT INTO run VALUES (1, 'run', 'sync', 'now', NULL, NULL, NULL, NULL, NULL, NULL);
`;

test('0010 makes the first schema in an empty file', () => {
  const file = newFile();
  insert(file, '');
  expect(migrateTo(file, 10)).toBe(0);
  const made = contents(file);
  expect(made.version).toBe(10);
  expect(Object.values(made.tables).every((rows) => rows.length === 0)).toBe(true);
  insert(file, rowsOf10);
});

test('0020 adds the refusals and leaves every row of schema 10 as it is', () => {
  const file = newFile();
  migrateTo(file, 10);
  insert(file, rowsOf10);
  const before = contents(file);
  expect(migrateTo(file, 20)).toBe(10);
  expect(contents(file)).toEqual({ version: 20, tables: { ...before.tables, refusal: [] } });
  insert(file, `INSERT INTO refusal VALUES ('anchor', 'update', '{}')`);
  expect(() => insert(file, `INSERT INTO refusal VALUES ('anchor', 'update', '{}')`)).toThrow(/UNIQUE/);
});

test('0030 adds the alerts and leaves every row of schema 20 as it is; one of a kind is open at most', () => {
  const file = newFile();
  migrateTo(file, 20);
  insert(file, rowsOf10);
  const before = contents(file);
  expect(migrateTo(file, 30)).toBe(20);
  expect(contents(file)).toEqual({ version: 30, tables: { ...before.tables, alert: [] } });
  const raise = (resolvedAt: string): void => insert(file, `INSERT INTO alert (id, json, raised_at, resolved_at) VALUES ('a', '{}', 'now', ${resolvedAt})`);
  raise(`'later'`);
  raise('NULL');
  expect(() => raise('NULL')).toThrow(/UNIQUE/);
});

test('0040 tells the sources apart: what was staged before is of the first one', () => {
  const file = newFile();
  migrateTo(file, 30);
  insert(file, rowsOf10);
  const before = contents(file);
  expect(migrateTo(file, 40)).toBe(30);
  const objects = before.tables['source_object']?.map((row) => ({ ...(row as object), source: '' }));
  expect(contents(file)).toEqual({ version: 40, tables: { ...before.tables, source_object: objects } });
});

test('every migration has a test of its own', () => {
  expect(migrations.map((step) => step.version)).toEqual([10, 20, 30, 40]);
});

test('nothing happens to a file of the newest schema', () => {
  const file = newFile();
  migrateTo(file, 10);
  insert(file, rowsOf10);
  migrateTo(file, Infinity);
  const before = contents(file);
  expect(migrateTo(file, Infinity)).toBe(40);
  expect(contents(file)).toEqual(before);
});

test('migrations are one transaction: when one fails, none happened', () => {
  const file = newFile();
  migrateTo(file, 10);
  insert(file, rowsOf10);
  const before = contents(file);
  const broken: Migration = {
    version: 1000,
    update(connection) {
      connection.exec('DROP TABLE link; CREATE TABLE half (x)');
      throw new Error('broken step');
    },
  };
  expect(() => migrateTo(file, 1000, [...migrations, broken])).toThrow('broken step');
  expect(contents(file)).toEqual(before);
});

test('a file from the future is refused and left alone', () => {
  const file = newFile();
  migrateTo(file, 20);
  expect(() => migrateTo(file, 10)).toThrow(/newer Causeway \(schema 20, this one knows 10\)/);
  expect(contents(file).version).toBe(20);
});

test('versions must rise', () => {
  const [first] = migrations;
  if (first === undefined) throw new Error('no migrations');
  expect(() => migrateTo(newFile(), Infinity, [first, first])).toThrow('migration 10 does not come after 10');
});
