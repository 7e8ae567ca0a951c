import { styleText } from 'node:util';

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green' | 'cyan';

/** Where a command writes: results to standard output, with back-pressure; everything else to standard error. */
export type Terminal = {
  /** Writes text as it is, and waits while the reader is slow. */
  write(text: string): Promise<void>;
  print(line: string): Promise<void>;
  /** A line on standard error. */
  say(line: string): void;
  /** Text on standard error without a line end, for the live bar. */
  sayRaw(text: string): void;
  style(style: Style, text: string): string;
  /** Standard error is a terminal: the live bar can be drawn. */
  readonly live: boolean;
  readonly columns: number;
  /** True once the reader of standard output has gone away (`| head`). */
  readonly closed: () => boolean;
};

type OutStream = NodeJS.WriteStream;

/** Colour needs a terminal and the absence of NO_COLOR (https://no-color.org). */
function coloured(stream: OutStream, env: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  let closed = false;
  const { stdout, stderr, env } = process;
  stdout.on('error', () => {
    closed = true;
  });
  stderr.on('error', () => undefined);
  const colour = coloured(stdout, env);
  const write = (text: string): Promise<void> =>
    closed ? Promise.resolve() : new Promise((done) => void (stdout.write(text, () => done())));
  return {
    write,
    print: (line) => write(`${line}\n`),
    say: (line) => void stderr.write(`${line}\n`),
    sayRaw: (text) => void stderr.write(text),
    style: (style, text) => (colour ? styleText(style, text, { validateStream: false }) : text),
    live: stderr.isTTY === true && env['TERM'] !== 'dumb',
    columns: stderr.columns ?? 80,
    closed: () => closed,
  };
}

/** `12,345`; the same on every machine. */
export function count(value: number): string {
  return value.toLocaleString('en-US');
}

/** `3 users`, `1 user`. */
export function plural(value: number, word: string): string {
  return `${count(value)} ${word}${value === 1 ? '' : 's'}`;
}

/** `8 s`, `2 min 5 s`, `1 h 12 min`. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** Removes what could steer the terminal from text that came out of a directory. */
export function plain(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\uFFFD');
}

/** Rows as aligned columns: the first to the left, numbers to the right. */
export function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join('  ').trimEnd());
}
