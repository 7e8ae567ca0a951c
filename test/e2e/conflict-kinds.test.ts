import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import type { JsonObject } from '../../electron/lab/tenant/tenant.ts';
import { shelveLab } from '../support/shelved-lab.ts';
import { launchApp, type RunningApp } from '../support/app.ts';
import { syncNow } from '../support/sample-company.ts';

/** The situations that a first synchronization cannot show: they come up when something changes afterwards. */

let lab: Lab;
let home: string;
let app: RunningApp;
let page: Page;

beforeAll(async () => {
  lab = await startLab();
  home = mkdtempSync(join(tmpdir(), 'causeway-app-'));
  shelveLab(home, lab, { policies: { drift: 'hold' }, protection: { deletes: { count: 0, percent: 0 }, disables: { count: 500, percent: 100 } } }, { writes: 100_000, perSeconds: 100 });
  app = await launchApp({ home });
  page = app.page;
  page.setDefaultTimeout(15_000);
});
afterAll(async () => {
  await app?.close();
  await lab?.stop();
  if (home !== undefined) rmSync(home, { recursive: true, force: true });
});

const review = (): Locator => page.getByTestId('conflict-review');
const situation = (name: string): Locator => page.getByRole('navigation', { name: 'Situations' }).getByRole('button', { name: new RegExp(`^${name}`) });

const list = (): Locator => page.getByTestId('conflict-list');

/** Decides the conflict of a situation, that of one object where several have it, and synchronizes. `then` says more that the decision needs. */
async function decideAndSync(name: string, choice: RegExp, { of = /./, then }: { readonly of?: RegExp; readonly then?: () => Promise<void> } = {}): Promise<void> {
  await page.getByRole('button', { name: /^Conflicts/ }).first().click();
  await situation(name).click();
  await list().getByRole('option', { name: of }).first().click();
  await review().getByRole('radio', { name: choice }).click();
  await then?.();
  await page.getByTestId('consequence').getByText(/is solved/).waitFor();
  await review().getByRole('button', { name: 'Apply', exact: true }).click();
  await page.getByText(/^Decided: /).first().waitFor();
  await syncNow(page);
  await page.getByRole('button', { name: /^Conflicts/ }).first().click();
}

/** The same for the one conflict of a situation; sees that the next run has none of it. */
async function decide(name: string, choice: RegExp): Promise<void> {
  await decideAndSync(name, choice);
  await expect.poll(() => situation(name).count()).toBe(0);
}

/** What a further run writes once everything is decided: nothing. */
async function settled(): Promise<void> {
  const writes = lab.tenant.writes();
  await syncNow(page);
  expect(lab.tenant.writes()).toBe(writes);
}

const cast = (name: string): { readonly dn: string; readonly principalName: string } => lab.company.cast.find((each) => each.name === name) ?? { dn: '', principalName: '' };
const cloud = (name: string): JsonObject => lab.tenant.admin.find(name)?.properties ?? {};

function someone(skip: number): { readonly dn: string; readonly name: string } {
  const people = lab.company.entries.flatMap(({ dn, attributes }) => {
    const name = [attributes['userPrincipalName']].flat()[0];
    const account = typeof name === 'string' ? lab.tenant.admin.find(name) : undefined;
    return typeof name === 'string' && account !== undefined && typeof account.properties['onPremisesImmutableId'] === 'string' ? [{ dn, name }] : [];
  });
  return people[skip] ?? { dn: '', name: '' };
}

test('changed in Entra: the cloud value is kept from then on', async () => {
  await syncNow(page);
  const { name } = someone(3);
  lab.tenant.admin.updateUser(lab.tenant.admin.find(name)?.id ?? '', { department: 'Moved in the cloud' });
  await syncNow(page);
  await decide('Changed in Entra', /Keep the Entra value/);
  expect(lab.tenant.admin.find(name)?.properties['department']).toBe('Moved in the cloud');
});

test('gone from AD: the account stays, and belongs to nobody', async () => {
  const { dn, name } = someone(5);
  lab.directory.remove(dn);
  await syncNow(page);
  await decide('Gone from AD', /Keep it in Entra/);
  expect(lab.tenant.admin.find(name)?.deleted).toBe(false);
});

test('refused by Graph: corrected there, tried again, written', async () => {
  const { dn, name } = someone(7);
  lab.tenant.faults.refuseValue('jobTitle', 'Bad title', 403);
  lab.directory.modify(dn, { title: 'Bad title' });
  await syncNow(page);
  await syncNow(page);
  lab.tenant.faults.refuseValue('jobTitle', null);
  await decide('Refused by Graph', /Try again/);
  expect(lab.tenant.admin.find(name)?.properties['jobTitle']).toBe('Bad title');
});

test('changed in Entra: the AD value is written again', async () => {
  const { dn, name } = someone(9);
  lab.directory.modify(dn, { department: 'As in AD' });
  await syncNow(page);
  lab.tenant.admin.updateUser(lab.tenant.admin.find(name)?.id ?? '', { department: 'As in the cloud' });
  await syncNow(page);
  expect(cloud(name)['department']).toBe('As in the cloud');
  await decide('Changed in Entra', /Take the AD value/);
  expect(cloud(name)['department']).toBe('As in AD');
  await settled();
});

test('gone from AD: the account is disabled and stays', async () => {
  const { dn, name } = someone(11);
  lab.directory.remove(dn);
  await syncNow(page);
  expect(cloud(name)['accountEnabled']).toBe(true);
  await decide('Gone from AD', /Disable only/);
  expect([lab.tenant.admin.find(name)?.deleted, cloud(name)['accountEnabled']]).toEqual([false, false]);
  await settled();
});

test('gone from Entra for good: created again, with its groups', async () => {
  const { name } = someone(13);
  const before = lab.tenant.admin.find(name)?.id ?? '';
  const shown = String(cloud(name)['displayName']);
  const groups = (): readonly unknown[] => lab.tenant.snapshot().groups.flatMap(({ displayName, members }) => (Array.isArray(members) && members.includes(`user:${name}`) ? [displayName] : []));
  const held = groups();
  lab.tenant.admin.hardDelete(before);
  await syncNow(page);
  await decideAndSync('Gone from Entra', /Create again/, { of: new RegExp(shown) });
  expect([lab.tenant.admin.find(name)?.deleted, lab.tenant.admin.find(name)?.id === before]).toEqual([false, false]);
  expect(held.length).toBeGreaterThan(0);
  expect(groups()).toEqual(held);
  await settled();
});

test('duplicate in AD: the picked owner gets the value, the other one stays held', async () => {
  await decideAndSync('Duplicate in AD', /Pick the owner/, { of: /Jonas Weber(?! \()/, then: async () => void (await review().getByRole('radio', { name: /^Jonas Weber \((?!Contractor)/ }).click()) });
  expect(cloud(cast('Jonas Weber').principalName)).toMatchObject({ mail: lab.directory.read(cast('Jonas Weber').dn, 'mail')[0] });
  expect(lab.tenant.admin.find(cast('Jonas Weber (Contractor)').principalName)).toBeUndefined();
  await settled();
});

test('other anchor: our anchor is written, and the account is the old one', async () => {
  const { dn, principalName } = cast('Pedro Álvarez');
  const before = lab.tenant.admin.find(principalName)?.id;
  await decideAndSync('Other anchor', /Re-anchor/, { of: /Pedro/ });
  expect([lab.tenant.admin.find(principalName)?.id, cloud(principalName)['onPremisesImmutableId']]).toEqual([before, lab.directory.anchorOf(dn)]);
  await settled();
});

test('invalid value: everything but the value is written', async () => {
  const { dn, name } = someone(15);
  lab.directory.modify(dn, { mail: 'no address@contoso.example', title: 'Has a new title' });
  await syncNow(page);
  expect(cloud(name)['jobTitle']).not.toBe('Has a new title');
  await decideAndSync('Invalid value', /Leave the value out/, { of: new RegExp(String(lab.directory.read(dn, 'sn')[0])) });
  expect(cloud(name)['jobTitle']).toBe('Has a new title');
  await settled();
});

test('ambiguous match: none of them, a new account is created beside both', async () => {
  const { dn, principalName } = cast('Aiko Tanaka');
  const both = [principalName, lab.directory.read(dn, 'mail')[0] ?? ''].map((name) => lab.tenant.admin.find(name)?.id);
  await page.getByRole('button', { name: /^Conflicts/ }).first().click();
  await situation('Ambiguous match').click();
  await list().getByRole('option', { name: /Aiko/ }).first().click();
  await review().getByRole('radio', { name: /None of them: create/ }).click();
  await page.getByTestId('consequence').getByText(/Then to decide: Taken in Entra/).waitFor();
  await review().getByRole('button', { name: 'Apply', exact: true }).click();
  await page.getByText(/^Decided: /).first().waitFor();
  // With the names of the candidates she could not be created.
  lab.directory.modify(dn, { userPrincipalName: 'aiko.new@contoso.example', mail: 'aiko.new@contoso.example', proxyAddresses: ['SMTP:aiko.new@contoso.example'] });
  await syncNow(page);
  await expect.poll(() => lab.tenant.admin.find('aiko.new@contoso.example')?.id !== undefined).toBe(true);
  expect(both).not.toContain(lab.tenant.admin.find('aiko.new@contoso.example')?.id);
  await settled();
});
