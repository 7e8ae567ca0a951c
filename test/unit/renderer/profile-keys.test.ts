import { expect, test } from 'vitest';
import { inScreenWords } from '../../../renderer/strings/profile-keys.ts';

test('keys of the profile file become the names of the screens, outside of commands', () => {
  expect(inScreenWords('Check target.clientId and target.tenantId, or ask.')).toBe('Check “Application (client) ID” and “Directory (tenant) ID”, or ask.');
  expect(inScreenWords('Set source.url or source.domain.')).toBe('Set “Domain controller” or “Domain”.');
  expect(inScreenWords('Run `causeway profile set policies.stagingMode false` to leave policies.stagingMode.')).toBe('Run `causeway profile set policies.stagingMode false` to leave “Staging mode”.');
  for (const same of ['furtherSources[0].source.url', 'ldaps://source.domain.test', 'mail.target.cloud', 'source.pageSize is 10', '']) expect(inScreenWords(same)).toBe(same);
});
