import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../../electron/cli/arguments.ts';
import { Problem } from '../../../shared/errors.ts';

function refusal(...args: readonly string[]): string {
  try {
    parseCommandLine(args);
  } catch (error) {
    if (error instanceof Problem && error.kind === 'usage') return error.message;
    throw error;
  }
  return 'accepted';
}

describe('command line', () => {
  it('reads command, words, values and switches in any order', () => {
    expect(parseCommandLine(['--json', 'conflicts', '--as=link', 'resolve', 'c1', '--target', 't1'])).toEqual({
      command: 'conflicts',
      words: ['resolve', 'c1'],
      values: { as: 'link', target: 't1' },
      switches: new Set(['json']),
    });
    expect(parseCommandLine(['explain', '--', '-odd name']).words).toEqual(['-odd name']);
  });

  it('names what it does not know, and the nearest known', () => {
    expect(refusal('synk')).toBe('Unknown command "synk". Did you mean `sync`?');
    expect(refusal('sync', '--aprove', 'x')).toBe('Unknown option --aprove for sync. Did you mean `--approve`?');
    expect(refusal('conflicts', 'resolv')).toBe('Unknown conflicts command "resolv". Did you mean `resolve`?');
    expect(refusal('preview', '--approve', 'x')).toBe('--approve belongs to sync, not to preview.');
    expect(refusal('sync', 'now')).toBe('sync does not know what to do with "now".');
    expect(refusal()).toBe('No command is given.');
    expect(refusal('constructor')).toMatch(/^Unknown command "constructor"\./);
  });

  it('refuses missing, surplus and doubled values', () => {
    expect(refusal('sync', '--approve')).toBe('--approve needs a value.');
    expect(refusal('sync', '--approve', '--json')).toBe('--approve needs a value.');
    expect(refusal('sync', '--full=yes')).toBe('--full takes no value, but got "yes".');
    expect(refusal('sync', '--json', '--json')).toBe('--json is given twice.');
    expect(refusal('explain')).toBe('explain needs to know which object.');
  });
});
