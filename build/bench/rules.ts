import { generateForest } from '../../electron/lab/company/generate.ts';
import { flowContext } from '../../electron/sync/flow/context.ts';
import { project } from '../../electron/sync/flow/project.ts';
import { anchorOf } from '../../electron/sync/names/anchor.ts';
import { exclusionOf } from '../../electron/sync/scope/exclusions.ts';
import type { SourceRow } from '../../electron/sync/store.ts';
import { profileSchema } from '../../shared/profile.ts';
import { forestDomain, forestOf, mailDomain } from './forest.ts';
import { listed, median, type Result } from './result.ts';

const rounds = 5;

/** The users of the forest as they are staged. */
function* stagedUsers(users: number): Generator<SourceRow> {
  for (const { dn, attributes } of generateForest(forestOf(users))) {
    if (attributes['objectClass'] !== 'user') continue;
    const { objectGUID, manager, ...rest } = attributes;
    if (typeof objectGUID !== 'string') throw new Error(`${dn} has no objectGUID.`);
    const values = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, [value].flat().map(String)]));
    yield { guid: objectGUID, dn, kind: 'user', source: '', attributes: values, managerGuid: null, managerDn: typeof manager === 'string' ? manager : null, memberCount: 0, state: 'present' };
  }
}

/** (f) Every default rule for every user: exclusions, each property, and what Graph demands of it. Processor time of one thread. */
export function ruleEvaluation(users: number): Result {
  const rows = [...stagedUsers(users)];
  const rules = profileSchema.shape.rules.parse({});
  const domains = [{ name: mailDomain, verified: true, federated: false, initial: true }, { name: forestDomain, verified: false, federated: false, initial: false }];
  const rates: number[] = [];
  let values = 0;
  for (let round = 0; round < rounds; round += 1) {
    const before = process.cpuUsage();
    const context = flowContext({ rules }, domains, new Date('2026-11-26T00:00:00Z'));
    values = 0;
    for (const row of rows) {
      if (exclusionOf(row) !== null) continue;
      for (const { value } of project(row, anchorOf(row).value, context, null).wanted) if (value !== null) values += 1;
    }
    const { user, system } = process.cpuUsage(before);
    rates.push(rows.length / ((user + system) / 1e6));
  }
  return { target: 'f', what: 'evaluation of the default rules', value: Math.round(median(rates)), unit: 'objects/s', limit: { atLeast: 20_000 }, detail: `${rows.length} users, ${values} values; ${listed(rates, 0)}; median of processor time, compiling included` };
}
