import { asProblem, type Problem } from '../../shared/errors.ts';
import { stopPretenuring } from '../worker/pretenuring.ts';
import { parseCommandLine, type Invocation } from './arguments.ts';
import { exitCodes, isCommand, type CommandName } from './command-table.ts';
import type { Context } from './context.ts';
import { commandHelp, overview } from './help.ts';
import { processTerminal, type Terminal } from './terminal.ts';

type Command = (context: Context) => Promise<number>;

/** Each command is loaded when it is asked for, so that `help` starts without LDAP, Graph and SQLite. */
async function load(name: Exclude<CommandName, 'help'>): Promise<Command> {
  switch (name) {
    case 'check':
      return (await import('./commands/check.ts')).checkCommand;
    case 'preview':
    case 'sync':
      return (await import('./commands/run.ts')).runCommand;
    case 'explain':
      return (await import('./commands/explain.ts')).explainCommand;
    case 'rules':
      return (await import('./commands/rules.ts')).rulesCommand;
    case 'expression':
      return (await import('./commands/expression.ts')).expressionCommand;
    case 'conflicts':
      return (await import('./commands/conflicts.ts')).conflictsCommand;
    case 'status':
      return (await import('./commands/status.ts')).statusCommand;
    case 'runs':
      return (await import('./commands/runs.ts')).runsCommand;
    case 'health':
      return (await import('./commands/health.ts')).healthCommand;
    case 'handover':
      return (await import('./commands/handover.ts')).handoverCommand;
    case 'profile':
      return (await import('./commands/profile.ts')).profileCommand;
    case 'rebuild':
      return (await import('./commands/rebuild.ts')).rebuildCommand;
    case 'demo':
      return (await import('./commands/demo.ts')).demoCommand;
    case 'version':
      return (await import('./commands/version.ts')).versionCommand;
  }
}

/** The exit code that stands for a Problem (design, section 10). */
export function exitCodeOf(problem: Problem): number {
  if (problem.kind === 'usage') return exitCodes.usage;
  if (problem.kind === 'locked') return exitCodes.locked;
  if (problem.kind === 'cancelled') return exitCodes.cancelled;
  return exitCodes.failed;
}

async function help(invocation: Invocation, terminal: Terminal): Promise<number> {
  const topic = invocation.command === 'help' ? invocation.words[0] : invocation.command;
  if (topic === undefined) await terminal.print(overview());
  else if (isCommand(topic)) await terminal.print(commandHelp(topic));
  else parseCommandLine([topic]);
  return exitCodes.done;
}

/** Runs one command line and answers its exit code. Never throws: every failure ends as a sentence and a fix. */
export async function program(args: readonly string[], keychain?: Readonly<Record<string, string>>): Promise<number> {
  stopPretenuring();
  const terminal = processTerminal();
  const json = args.includes('--json');
  try {
    const invocation = parseCommandLine(args);
    if (invocation.command === 'help' || invocation.switches.has('help')) return await help(invocation, terminal);
    const command = await load(invocation.command);
    return await command({ invocation, terminal, json, ...(keychain === undefined ? {} : { keychain }) });
  } catch (error) {
    const problem = asProblem(error);
    if (json) await terminal.print(JSON.stringify({ error: { kind: problem.kind, message: problem.message, fix: problem.fix } }));
    else terminal.say(`${problem.message}\n${problem.fix}`);
    return exitCodeOf(problem);
  }
}
