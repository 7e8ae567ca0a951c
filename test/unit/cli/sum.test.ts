import { expect, it } from 'vitest';
import { sumOf } from '../../../build/test-all.ts';

const base = { numPassedTests: 3, numFailedTests: 0, numPendingTests: 1, success: true, testResults: [] };

it('sums a test report, and counts a file that did not load as a failure', () => {
  expect(sumOf(base)).toEqual({ passed: 3, failed: 0, skipped: 1 });
  expect(sumOf({ ...base, numFailedTests: 2, success: false })).toEqual({ passed: 3, failed: 2, skipped: 1 });
  expect(sumOf({ ...base, success: false, testResults: [{ status: 'failed', assertionResults: [] }, { status: 'passed', assertionResults: [{}] }] })).toEqual({ passed: 3, failed: 1, skipped: 1 });
  expect(sumOf({ ...base, success: false })).toEqual({ passed: 3, failed: 1, skipped: 1 });
});
