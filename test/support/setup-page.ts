import type { Locator } from 'playwright';
import { expect } from 'vitest';
import type { RunningApp } from './app.ts';

/** The steps of the setup, as somebody walks them. */
export type SetupPage = {
  field(name: string): Locator;
  /** Why the step cannot be left; empty when it can. */
  reason(): Locator;
  /** Goes on once the step allows it, to the step with this question. */
  next(question: string): Promise<void>;
  /** Enters a secret and waits until the computer keeps it. */
  password(label: string, value: string): Promise<void>;
  /** Answers the open dialog behind a button with this path. */
  chooseFile(button: string, path: string): Promise<void>;
};

export function setupPage(app: RunningApp): SetupPage {
  const { page } = app;
  const reason = (): Locator => page.locator('#setup-reason');
  return {
    field: (name) => page.getByRole('textbox', { name }),
    reason,
    async next(question) {
      await expect.poll(() => reason().textContent()).toBe('');
      await page.getByRole('button', { name: 'Next', exact: true }).click();
      await page.getByRole('heading', { level: 1, name: question }).waitFor();
    },
    async password(label, value) {
      await page.getByLabel(label, { exact: false }).and(page.locator('input[type=password]')).fill(value);
      await page.keyboard.press('Enter');
      await page.getByText('Stored, encrypted by this computer.').first().waitFor();
    },
    async chooseFile(button, path) {
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [filePath] });
      }, path);
      await page.getByRole('button', { name: button }).click();
      await page.getByText(path).waitFor();
    },
  };
}
