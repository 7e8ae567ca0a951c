import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchApp, type RunningApp } from '../support/app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await launchApp();
});
afterAll(() => app.close());

test('the first start shows the setup, without an error on the page', async () => {
  const errors: string[] = [];
  app.page.on('pageerror', (error) => errors.push(error.message));
  app.page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await app.page.reload();
  await app.page.getByRole('main', { name: 'Setup' }).waitFor();
  expect(errors).toEqual([]);
});
