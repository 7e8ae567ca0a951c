import { Problem } from '../../../shared/errors.ts';
import { flowContext } from '../../sync/flow/context.ts';
import { catalogue } from '../../sync/rules/catalogue.ts';
import { checkRules } from '../../sync/rules/check-rules.ts';
import { membershipIn } from '../../sync/rules/membership.ts';
import { rulesOf } from '../../sync/rules/rule-set.ts';
import { asCustomRule, findRule, shownRules } from '../../sync/rules/show-rule.ts';
import { tryRule } from '../../sync/rules/try-rule.ts';
import { loadProfile } from '../../worker/profile.ts';
import { systemClock } from '../../worker/system.ts';
import { withStore } from '../../worker/with-store.ts';
import { exitCodes } from '../command-table.ts';
import { profilePath, workspaceOf, type Context } from '../context.ts';
import { ruleFindingLines, ruleLines, ruleTable, trialOfRuleLines } from '../report-rules.ts';
import { plural } from '../terminal.ts';
import { stagedObject } from './expression.ts';

async function list(context: Context): Promise<number> {
  const { terminal, json, invocation } = context;
  if (invocation.switches.has('attributes')) {
    const attributes = catalogue.map(({ name, kind, many }) => ({ name, kind, many }));
    await terminal.print(json ? JSON.stringify({ attributes }) : attributes.map(({ name, kind, many }) => `${name.padEnd(34)}${kind}${many ? ', several values' : ''}`).join('\n'));
    return exitCodes.done;
  }
  const rules = shownRules(loadProfile(profilePath(context)).profile.rules);
  await terminal.print(json ? JSON.stringify({ rules }) : ruleTable(rules).join('\n'));
  return exitCodes.done;
}

async function show(context: Context, name: string): Promise<number> {
  const { terminal, json } = context;
  const options = loadProfile(profilePath(context)).profile.rules;
  const rule = findRule(name, options);
  const shown = shownRules(options).find(({ id }) => id === rule.id);
  if (shown === undefined) return exitCodes.failed;
  const custom = asCustomRule(rule);
  const clone = rule.origin === 'default' ? ['', 'A default rule is not edited. To change it, put this copy into rules.custom of the profile; its precedence below 100 makes it the first that is asked:', JSON.stringify(custom, null, 2)] : [];
  await terminal.print(json ? JSON.stringify({ rule: shown, custom }) : [...ruleLines(shown, terminal), ...clone].join('\n'));
  return exitCodes.done;
}

async function check(context: Context): Promise<number> {
  const { terminal, json } = context;
  const options = loadProfile(profilePath(context)).profile.rules;
  const findings = checkRules(options);
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const { length } = rulesOf(options);
  if (json) await terminal.print(JSON.stringify({ ok: errors === 0, rules: length, findings }));
  else await terminal.print([...findings.flatMap((finding) => ruleFindingLines(finding, terminal)), errors === 0 ? `${plural(length, 'rule')}, no errors.` : `${plural(errors, 'error')}; no run is possible before ${errors === 1 ? 'it is' : 'they are'} corrected.`].join('\n'));
  return errors === 0 ? exitCodes.done : exitCodes.usage;
}

async function test(context: Context, name: string): Promise<number> {
  const { terminal, json, invocation } = context;
  const query = invocation.values.object;
  if (query === undefined) throw new Problem('usage', 'rules test needs to know which object.', 'Write: causeway rules test RULE --object DN');
  const workspace = workspaceOf(context);
  const options = workspace.loaded.profile.rules;
  const rule = findRule(name, options);
  return await withStore(workspace, async (store) => {
    const row = stagedObject(context, query, store);
    const flow = flowContext({ rules: options }, store.facts.get()?.domains ?? [], systemClock.now(), store.source);
    const trial = tryRule(rule, row, { flow, isMember: membershipIn(store.source), precedences: new Map(rulesOf(options).map(({ id, precedence }) => [id, precedence])) });
    await terminal.print(json ? JSON.stringify(trial) : trialOfRuleLines(trial, terminal).join('\n'));
    return exitCodes.done;
  });
}

/** `causeway rules [list | show RULE | check | test RULE --object DN]`: the declarative rules of the profile. */
export async function rulesCommand(context: Context): Promise<number> {
  const [what = 'list', name] = context.invocation.words;
  if (what === 'list') return await list(context);
  if (what === 'check') return await check(context);
  if (name === undefined) throw new Problem('usage', `rules ${what} needs to know which rule.`, `Write: causeway rules ${what} RULE${what === 'test' ? ' --object DN' : ''}; \`causeway rules list\` shows them.`);
  return what === 'show' ? await show(context, name) : await test(context, name);
}
