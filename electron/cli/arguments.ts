import { parseArgs } from 'node:util';
import { Problem } from '../../shared/errors.ts';
import { nearest } from '../../shared/nearest.ts';
import { commandNames, commandTable, isCommand, optionTable, type CommandEntry, type CommandName, type OptionName } from './command-table.ts';

/** A command line that is known to be well formed: the command, its words and its options. */
export type Invocation = {
  readonly command: CommandName;
  readonly words: readonly string[];
  readonly values: Readonly<Partial<Record<OptionName, string>>>;
  readonly switches: ReadonlySet<OptionName>;
};

const seeHelp = 'Run `causeway help` to see every command and option.';

function usage(message: string, near: string | null, fix = seeHelp): Problem {
  return new Problem('usage', near === null ? message : `${message} Did you mean \`${near}\`?`, fix);
}

function isOption(name: string): name is OptionName {
  return Object.hasOwn(optionTable, name);
}

/** Reads the command line. Throws a `usage` Problem that names the input and the nearest known one. */
export function parseCommandLine(args: readonly string[]): Invocation {
  const options = Object.fromEntries(Object.entries(optionTable).map(([name, entry]) => [name, { type: entry.value === null ? ('boolean' as const) : ('string' as const) }]));
  const shorthand = args.map((arg) => (arg === '-h' ? '--help' : arg));
  const { tokens } = parseArgs({ args: [...shorthand], options: { ...options, version: { type: 'boolean' } }, allowPositionals: true, strict: false, tokens: true });
  const positionals = tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : []));
  const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
  if (positionals.length === 0 && given.some((token) => token.name === 'version')) return { command: 'version', words: [], values: {}, switches: new Set() };

  const [word, ...words] = positionals;
  const command = commandOf(word, given.some((token) => token.name === 'help'));
  const entry: CommandEntry = commandTable[command];
  const values: Partial<Record<OptionName, string>> = {};
  const switches = new Set<OptionName>();
  for (const token of given) {
    const name = knownOption(token.rawName, token.name, command, entry);
    if (values[name] !== undefined || switches.has(name)) throw usage(`${token.rawName} is given twice.`, null);
    if (optionTable[name].value === null) {
      if (token.value !== undefined) throw usage(`${token.rawName} takes no value, but got "${token.value}".`, null);
      switches.add(name);
    } else {
      values[name] = valueOf(token.rawName, name, token.value, token.inlineValue === true);
    }
  }
  if (!switches.has('help')) checkWords(command, entry, words);
  return { command, words, values, switches };
}

function commandOf(word: string | undefined, help: boolean): CommandName {
  if (word === undefined) {
    if (help) return 'help';
    throw usage('No command is given.', null);
  }
  if (isCommand(word)) return word;
  throw usage(`Unknown command "${word}".`, nearest(word, commandNames), `Known commands: ${commandNames.join(', ')}.`);
}

function knownOption(raw: string, name: string, command: CommandName, entry: CommandEntry): OptionName {
  if (isOption(name) && entry.options.includes(name)) return name;
  const own = `\`causeway ${command}\` knows ${entry.options.map((each) => `--${each}`).join(', ')}.`;
  if (isOption(name)) {
    const owners = commandNames.filter((each) => (commandTable[each].options as readonly OptionName[]).includes(name));
    throw usage(`${raw} belongs to ${owners.join(', ')}, not to ${command}.`, null, own);
  }
  const near = nearest(name, entry.options);
  throw usage(`Unknown option ${raw} for ${command}.`, near === null ? null : `--${near}`, own);
}

function valueOf(raw: string, name: OptionName, value: string | undefined, inline: boolean): string {
  const wanted = optionTable[name].value ?? 'VALUE';
  if (value === undefined || value === '' || (!inline && value.startsWith('-'))) throw usage(`${raw} needs a value.`, null, `Write ${raw} ${wanted}; a value that begins with a dash goes as ${raw}=${wanted}.`);
  return value;
}

function checkWords(command: CommandName, entry: CommandEntry, words: readonly string[]): void {
  const [fewest, most] = entry.words;
  const write = `Write: causeway ${entry.usage}`;
  const [first] = words;
  if (entry.choices !== undefined && first !== undefined && !entry.choices.includes(first)) {
    throw usage(`Unknown ${command} command "${first}".`, nearest(first, entry.choices), write);
  }
  if (words.length < fewest) throw usage(command === 'expression' ? 'expression needs the text of an expression.' : `${command} needs to know which object.`, null, write);
  const surplus = words[most];
  if (surplus !== undefined) throw usage(`${command} does not know what to do with "${surplus}".`, null, write);
}
