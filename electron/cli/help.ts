import { commandNames, commandTable, optionTable, type CommandEntry, type CommandName, type OptionName } from './command-table.ts';

function optionLine(name: OptionName): string {
  const { value, means } = optionTable[name];
  return `  ${`--${name}${value === null ? '' : ` ${value}`}`.padEnd(24)}${means}`;
}

/** The overview of every command. */
export function overview(): string {
  const commands = commandNames.map((name) => {
    const entry: CommandEntry = commandTable[name];
    return entry.usage.length > 36 ? `  ${entry.usage}\n  ${''.padEnd(38)}${entry.means}` : `  ${entry.usage.padEnd(38)}${entry.means}`;
  });
  return [
    'Causeway synchronizes Active Directory to Microsoft Entra ID.',
    '',
    'Usage: causeway <command> [--profile FILE] [--data-dir DIR] [--json]',
    '',
    ...commands,
    '',
    ...(['profile', 'data-dir', 'json', 'help'] as const).map(optionLine),
    '',
    'Exit codes: 0 done · 1 failed · 2 wrong usage or profile · 3 done, but objects failed or conflicts are open ·',
    '            4 protection holds part of the plan · 5 another run is active · 130 cancelled',
  ].join('\n');
}

/** Help for one command. */
export function commandHelp(name: CommandName): string {
  const entry: CommandEntry = commandTable[name];
  return [`causeway ${entry.usage}`, '', `  ${entry.means}`, '', ...entry.options.map(optionLine)].join('\n');
}
