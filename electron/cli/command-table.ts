/** An option of the command line. `value` is the word for its value in help; null for a switch. */
export type OptionEntry = { readonly value: string | null; readonly means: string };

export const optionTable = {
  profile: { value: 'FILE', means: 'the profile to use (default: ./causeway.json)' },
  'data-dir': { value: 'DIR', means: 'folder of the staging store, history and logs (default: the OS data folder, causeway/<profile name>)' },
  json: { value: null, means: 'print one JSON document on standard output' },
  help: { value: null, means: 'show this help' },
  full: { value: null, means: 'read both sides completely instead of by delta' },
  approve: { value: 'PLAN', means: 'release exactly what protection holds in that plan' },
  as: { value: 'RESOLUTION', means: 'what to decide, one of the resolutions the conflict offers' },
  value: { value: 'TEXT', means: 'setValue: the value to use instead' },
  attribute: { value: 'NAME', means: 'the Graph property that is meant, when the conflict names none' },
  object: { value: 'DN|GUID', means: 'the AD object to try it on; with conflicts resolve --as pickOwner: the one that keeps the value; with sync and preview: the only one that is meant' },
  target: { value: 'ID', means: 'link, pick: the id of the Entra object to link to' },
  confirm: { value: 'TEXT', means: 'roleHolder: the names of the roles, as the conflict lists them' },
  limit: { value: 'NUMBER', means: 'how many runs to list (default: 20)' },
  attributes: { value: null, means: 'list the AD attributes that rules may read' },
  write: { value: 'FILE', means: 'profile import: write the draft of an Entra Connect export to this new file' },
  'coming-from-entra-connect': { value: 'FOLDER', means: 'demo: keep the sample company running as Entra Connect left it, with its export in this new folder' },
  force: { value: null, means: 'overwrite an existing file, rebuild an intact store' },
} as const satisfies Readonly<Record<string, OptionEntry>>;

export type OptionName = keyof typeof optionTable;

export type CommandEntry = {
  readonly usage: string;
  readonly means: string;
  readonly options: readonly OptionName[];
  /** Words after the command: the fewest and the most. */
  readonly words: readonly [number, number];
  /** The only allowed first word, when there is a choice. */
  readonly choices?: readonly string[];
};

const common = ['profile', 'data-dir', 'json', 'help'] as const;

/** Every command, in the order of help (design, section 10). */
export const commandTable = {
  check: { usage: 'check', means: 'connect to both sides and verify rights, permissions, domains, quota and clock', options: common, words: [0, 0] },
  preview: { usage: 'preview [--full] | preview --object DN', means: 'compute and show what a sync would write, with --object for one object; writes nothing', options: [...common, 'full', 'object'], words: [0, 0] },
  sync: { usage: 'sync [--full] [--approve PLAN] | sync --object DN', means: 'import, synchronize and export; with --object one object now', options: [...common, 'full', 'approve', 'object'], words: [0, 0] },
  explain: { usage: 'explain DN|UPN|ANCHOR', means: 'why an object is synchronized, or is not', options: common, words: [1, 1] },
  rules: {
    usage: 'rules [list [--attributes] | show RULE | check | test RULE --object DN]',
    means: 'the rules that make Entra attributes of AD attributes',
    options: [...common, 'object', 'attributes'],
    words: [0, 2],
    choices: ['list', 'show', 'check', 'test'],
  },
  expression: { usage: 'expression EXPRESSION [--object DN]', means: 'check an expression of a rule, and show step by step what it gives on an object', options: [...common, 'object'], words: [1, 1] },
  conflicts: {
    usage: 'conflicts [list | show ID | resolve ID --as RESOLUTION]',
    means: 'review what is held',
    options: [...common, 'as', 'value', 'attribute', 'object', 'target', 'confirm'],
    words: [0, 2],
    choices: ['list', 'show', 'resolve'],
  },
  status: { usage: 'status', means: 'the last run, open conflicts and what is held', options: common, words: [0, 0] },
  runs: { usage: 'runs [ID] [--limit NUMBER]', means: 'the run history, or one run in detail', options: [...common, 'limit'], words: [0, 1] },
  health: { usage: 'health', means: 'the alerts that are open now', options: common, words: [0, 0] },
  profile: {
    usage: 'profile [init | validate | export | import PATH [--write FILE] | set KEY VALUE | merge FILE] [--force]',
    means: 'the configuration file; secrets never leave with it',
    options: [...common, 'force', 'write'],
    words: [0, 3],
    choices: ['init', 'validate', 'export', 'import', 'set', 'merge'],
  },
  handover: { usage: 'handover', means: 'how far the hand-over from Entra Connect or Cloud Sync is, step by step; writes nothing', options: common, words: [0, 0] },
  rebuild: { usage: 'rebuild [--force]', means: 'replace a damaged staging store by a new one that keeps the decisions', options: [...common, 'force'], words: [0, 0] },
  demo: { usage: 'demo [--coming-from-entra-connect FOLDER]', means: 'the main job on the embedded sample company; or that company as Entra Connect left it, to follow the hand-over', options: ['coming-from-entra-connect', 'json', 'help'], words: [0, 0] },
  help: { usage: 'help [COMMAND]', means: 'show help', options: common, words: [0, 1] },
  version: { usage: 'version', means: 'show the version', options: ['json', 'help'], words: [0, 0] },
} as const satisfies Readonly<Record<string, CommandEntry>>;

export type CommandName = keyof typeof commandTable;
export const commandNames = Object.keys(commandTable) as readonly CommandName[];

export function isCommand(word: string): word is CommandName {
  return Object.hasOwn(commandTable, word);
}

/** What the exit code says (design, section 10). */
export const exitCodes = { done: 0, failed: 1, usage: 2, incomplete: 3, protected: 4, locked: 5, cancelled: 130 } as const;
