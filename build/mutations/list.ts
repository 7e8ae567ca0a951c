/** A single-place change that breaks one invariant (README, "Invariants"), and the test that has to notice. */
export type Mutation = {
  readonly invariant: 'I1' | 'I2' | 'I3' | 'I4' | 'I5' | 'I6' | 'I7' | 'I8' | 'I9';
  readonly breaks: string;
  readonly file: string;
  /** Must be there exactly once. */
  readonly find: string;
  readonly replace: string;
  readonly test: string;
  /** Only tests whose name matches; all of the file when left out. */
  readonly only?: string;
};

const invariants = 'test/unit/invariants';
const secrets = 'test/unit/secrets/i8-secrets.test.ts';
const oneRun = `${invariants}/i9-one-run.test.ts`;

export const mutations: readonly Mutation[] = [
  {
    invariant: 'I1', breaks: 'sub-containers vouch for users that could not be read',
    file: 'electron/store/source-finish.ts', find: " AND o.kind <> 'container'\"", replace: '"',
    test: `${invariants}/i1-absence.test.ts`, only: 'imports that are not what they seem',
  },
  {
    invariant: 'I1', breaks: 'who is missing from an empty container is gone',
    file: 'electron/store/source-finish.ts', find: "  return { state: 'doubtful', container: container.dn };\n}", replace: "  return { state: 'gone', container: container.dn };\n}",
    test: `${invariants}/i1-absence.test.ts`, only: 'cannot be listed any more',
  },
  {
    invariant: 'I1', breaks: 'an import that read nobody counts',
    file: 'electron/store/source-finish.ts', find: 'if (staged === 0 || read > 0) return;', replace: 'if (staged >= 0 || read > 0) return;',
    test: `${invariants}/i1-absence.test.ts`, only: 'reads nobody',
  },
  {
    invariant: 'I1', breaks: 'an import that broke off counts as complete',
    file: 'electron/sync/import/import-source.ts', find: "expected: mode === 'full' && known > 0 ? known : null,\n  });", replace: "expected: mode === 'full' && known > 0 ? known : null,\n  }).catch(() => null);",
    test: `${invariants}/i1-absence.test.ts`, only: 'breaks',
  },
  {
    invariant: 'I1', breaks: 'a second thread that broke off counts as having read everything',
    file: 'electron/connectors/ldap/thread-read.ts', find: "if (message.kind === 'problem') throw problemOf(message.problem);", replace: "if (message.kind === 'problem') return;",
    test: 'test/unit/ldap/thread-read.test.ts', only: 'when the connection breaks',
  },
  {
    invariant: 'I2', breaks: 'a full import stores its watermark with a page',
    file: 'electron/store/source-space.ts', find: "if (mode === 'delta' && page.watermark !== null)", replace: 'if (page.watermark !== null)',
    test: `${invariants}/i2-watermark.test.ts`, only: 'in a full read',
  },
  {
    invariant: 'I2', breaks: 'page and watermark are two transactions',
    file: 'electron/store/source-space.ts', find: '      stage: (generation, mode, page) =>\n        connection.transaction(() => {', replace: '      stage: (generation, mode, page) =>\n        ((work: () => void) => { work(); })(() => {',
    test: `${invariants}/i2-watermark.test.ts`, only: 'kill -9',
  },
  {
    invariant: 'I3', breaks: 'members that are there are planned again',
    file: 'electron/sync/plan/memberships.ts', find: '[...wanted].filter(([id]) => !current.has(id)).map(', replace: '[...wanted].map(',
    test: `${invariants}/i3-same-plan.test.ts`, only: 'second run',
  },
  {
    invariant: 'I3', breaks: 'a stream comes in the order of import',
    file: 'electron/store/source-read.ts', find: 'WHERE o.kind IN (SELECT value FROM json_each(?)) ORDER BY o.guid`', replace: 'WHERE o.kind IN (SELECT value FROM json_each(?)) ORDER BY o.id`',
    test: 'test/unit/store/order.property.test.ts',
  },
  {
    invariant: 'I3', breaks: 'identities compete in the order of import',
    file: 'electron/sync/plan/gather.ts', find: 'identities.sort(', replace: 'void ((_order: unknown) => undefined)(',
    test: 'test/property/plan-order.test.ts',
  },
  {
    invariant: 'I4', breaks: 'a write in doubt is sent again without a look-up',
    file: 'electron/sync/export/answer.ts', find: 'const verdict = await lookUp(ports.target, write, anchor);', replace: "const verdict: Verdict = { state: 'notMade', observed: null };",
    test: 'test/unit/export/export-course.test.ts',
  },
  {
    invariant: 'I4', breaks: 'what was in flight is not looked up after a crash',
    file: 'electron/sync/export/recover.ts', find: 'const entries = store.journal.inFlight();', replace: 'const entries = store.journal.inFlight().slice(0, 0);',
    test: 'test/unit/export/recover.test.ts',
  },
  {
    invariant: 'I4', breaks: 'held changes are written',
    file: 'electron/sync/export/export-plan.ts', find: 'if (hold === null) return false;', replace: 'if (hold === null || !approved) return false;',
    test: 'test/unit/export/export-plan.test.ts', only: 'nothing that is held',
  },
  {
    invariant: 'I5', breaks: 'equal values are written too',
    file: 'electron/sync/plan/diff.ts', find: 'if (sameValue(value, current)) {', replace: 'if (current === null && sameValue(value, current)) {',
    test: `${invariants}/i5-bodies.test.ts`,
  },
  {
    invariant: 'I6', breaks: 'one refused object ends the export',
    file: 'electron/sync/export/batch.ts', find: 'log(\'warning\', `${change.dn}: ${change.action} refused (${failure.code}: ${failure.message}).`);', replace: "throw new Error('refused');",
    test: `${invariants}/i6-one-bad-object.test.ts`,
  },
  {
    invariant: 'I6', breaks: 'dependants of an unwritten change do not wait',
    file: 'electron/sync/export/batch.ts', find: "schedule.close(change, work.refusals.length === 0 && missing.length === 0 ? 'written' : 'unwritten');", replace: "schedule.close(change, 'written');",
    test: 'test/unit/export/export-plan.test.ts', only: 'says on what',
  },
  {
    invariant: 'I7', breaks: 'the limit is not the one of the profile',
    file: 'electron/sync/plan/protection.ts', find: 'if (counted.count > limit.count) return', replace: 'if (counted.count > limit.count * 10) return',
    test: `${invariants}/i7-protection.test.ts`, only: 'is held as a whole',
  },
  {
    invariant: 'I7', breaks: 'an approval releases whatever is held now',
    file: 'electron/sync/run.ts', find: 'if (approvedSet !== heldSet) {', replace: "if (approvedSet === '') {",
    test: `${invariants}/i7-protection.test.ts`, only: 'is held as a whole',
  },
  {
    invariant: 'I7', breaks: 'what follows from a held deletion is written',
    file: 'electron/sync/plan/memberships.ts', find: ' && !composition.leaving.has(id));', replace: ');',
    test: `${invariants}/i7-protection.test.ts`, only: 'memberships that would go',
  },
  {
    invariant: 'I8', breaks: 'a secret is logged where it is read',
    file: 'electron/worker/secrets.ts', find: '  context.remember(secret);\n', replace: '  context.note(secret);\n',
    test: secrets,
  },
  {
    invariant: 'I8', breaks: 'the exported profile keeps the password of a proxy',
    file: 'electron/cli/commands/profile.ts', find: 'JSON.stringify(withoutProxyPasswords(input), null, 2)', replace: 'JSON.stringify(input, null, 2)',
    test: secrets,
  },
  {
    invariant: 'I9', breaks: 'the lock of a data folder does not exclude',
    file: 'electron/store/lock.ts', find: "database.exec('BEGIN EXCLUSIVE');", replace: "database.exec('BEGIN');",
    test: oneRun, only: 'second run of another process',
  },
];
