import { afterEach, beforeEach, expect, test } from 'vitest';
import { recognizedText } from '../../../electron/sync/other-tool.ts';
import { adUser, cloudUser, openWorld, type World } from '../../support/staged.ts';

let world: World;
beforeEach(() => { world = openWorld(); });
afterEach(() => { world.close(); });

function recognized(lastSyncByOther: string | null = null): string {
  world.plan({ facts: { synchronizedByOther: true, lastSyncByOther } });
  return recognizedText(world.store);
}

const connectedBy = "Account created by Microsoft Azure Active Directory Connect with installation identifier 3f1c9d20a4b7 running on computer 'DC-02' configured to synchronize to tenant contoso.onmicrosoft.com.";

test('Entra Connect is recognized by its account in Entra, with server and last synchronization', () => {
  world.source([]);
  world.target([cloudUser(1, 'x', { userPrincipalName: 'Sync_SYNC_01_3f1c9d20a4b7@contoso.onmicrosoft.com' })]);
  expect(recognized('2026-11-27T08:30:12Z')).toBe('Accounts found: Entra Connect on SYNC_01 (Sync_SYNC_01_3f1c9d20a4b7@contoso.onmicrosoft.com). Last synchronization: 2026-11-27T08:30:12Z.');
});

test('several servers are named, from the accounts in AD too', () => {
  world.source([
    adUser(2, 'msol', { sAMAccountName: 'MSOL_3f1c9d20a4b7', description: connectedBy }),
    adUser(3, 'aad', { sAMAccountName: 'AAD_987d7f2f57d2', description: 'Service account for the Synchronization Service with installation identifier 1 running on computer SYNC01.' }),
    adUser(4, 'other', { sAMAccountName: 'MSOL_helper', description: 'running on computer ELSEWHERE.' }),
  ]);
  world.target([cloudUser(1, 'x', { userPrincipalName: 'Sync_sync01_3f1c9d20a4b7@contoso.onmicrosoft.com' })]);
  expect(recognized()).toBe('Accounts found: Entra Connect on DC-02 and SYNC01 (AAD_987d7f2f57d2, MSOL_3f1c9d20a4b7, Sync_sync01_3f1c9d20a4b7@contoso.onmicrosoft.com).');
});

test('Cloud Sync is recognized by its account in Entra', () => {
  world.source([]);
  world.target([cloudUser(1, 'x', { userPrincipalName: 'ADToAADSyncServiceAccount@contoso.onmicrosoft.com' })]);
  expect(recognized()).toBe('Accounts found: Cloud Sync (ADToAADSyncServiceAccount@contoso.onmicrosoft.com).');
});

test('without any account it says so, and why that may be', () => {
  world.source([adUser(1, 'ada')]);
  world.target([cloudUser(1, 'Sync_up')]);
  expect(recognized()).toBe('No account of Entra Connect or Cloud Sync was found; Entra Connect from 2.5.3 signs in as an application.');
});
