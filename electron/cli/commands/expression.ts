import { existsSync } from 'node:fs';
import { Problem } from '../../../shared/errors.ts';
import type { ExpressionTrial } from '../../../shared/rules.ts';
import { findStaged } from '../../sync/explain.ts';
import { attributesBeyondDefault } from '../../sync/rules/catalogue.ts';
import { checkExpression, surroundingsOf, tryExpression } from '../../sync/rules/try-expression.ts';
import type { StagingStore } from '../../sync/store.ts';
import { loadProfile } from '../../worker/profile.ts';
import { systemClock } from '../../worker/system.ts';
import { withStore } from '../../worker/with-store.ts';
import { exitCodes } from '../command-table.ts';
import { commandLine, profilePath, workspaceOf, type Context } from '../context.ts';
import { findingLines, trialLines } from '../report-expression.ts';
import { plain } from '../terminal.ts';

/** The staged object that `--object` means. Throws a usage Problem that names it. */
export function stagedObject(context: Context, query: string, store: StagingStore): NonNullable<ReturnType<typeof findStaged>> {
  const row = findStaged(query, store);
  if (row !== null) return row;
  throw new Problem(
    'usage',
    store.source.count() === 0 ? `Nothing has been read from Active Directory yet, so "${query}" is not known.` : `No AD object that Causeway has read is called "${query}".`,
    `Give a distinguished name, objectGUID, user principal name, mail address or account name; \`${commandLine(context, ['preview'])}\` reads Active Directory again.`,
  );
}

async function checkOnly(context: Context, text: string): Promise<number> {
  const { terminal, json } = context;
  const path = profilePath(context);
  const parameters = context.invocation.values.profile === undefined && !existsSync(path) ? {} : loadProfile(path).profile.rules.parameters;
  const { check } = checkExpression(text, surroundingsOf(parameters));
  if (json) await terminal.print(JSON.stringify(check));
  else {
    const findings = check.findings.flatMap((finding) => findingLines(text, finding, terminal));
    const reads = check.reads.length === 0 ? 'no attribute' : check.reads.join(', ');
    await terminal.print([...findings, ...(check.ok ? [plain(`The expression is correct. It gives ${check.gives ?? 'nothing'} and reads ${reads}.`), `\`--object DN\` evaluates it on an object.`] : [])].join('\n'));
  }
  return check.ok ? exitCodes.done : exitCodes.usage;
}

/** What an admin has to know about the trial besides its value. */
function unreadNote(trial: ExpressionTrial, context: Context): readonly string[] {
  const unread = attributesBeyondDefault(trial.check.reads);
  if (unread.length === 0 || !trial.check.ok) return [];
  return ['', plain(`${unread.join(', ')}: read from Active Directory once a rule uses ${unread.length === 1 ? 'it' : 'them'}; until then ${unread.length === 1 ? 'it counts' : 'they count'} as empty here. After adding the rule, run \`${commandLine(context, ['preview'])}\`.`)];
}

/** `causeway expression EXPRESSION [--object DN]`: checks an expression, and shows what it gives on a staged object, step by step. */
export async function expressionCommand(context: Context): Promise<number> {
  const { terminal, json, invocation } = context;
  const text = invocation.words[0] ?? '';
  const query = invocation.values.object;
  if (query === undefined) return await checkOnly(context, text);
  const workspace = workspaceOf(context);
  return await withStore(workspace, async (store) => {
    const row = stagedObject(context, query, store);
    const trial = tryExpression(text, row, { parameters: workspace.loaded.profile.rules.parameters, now: systemClock.now() });
    await terminal.print(json ? JSON.stringify({ dn: row.dn, ...trial }) : [...(trial.check.ok ? [plain(`${row.kind} ${row.dn}`)] : []), ...trialLines(text, trial, terminal), ...unreadNote(trial, context)].join('\n'));
    return !trial.check.ok ? exitCodes.usage : trial.error === null ? exitCodes.done : exitCodes.failed;
  });
}
