import { describe, expect, it } from 'vitest';
import { progressText, showProgress } from '../../../electron/cli/progress-line.ts';
import { table, plain, type Terminal } from '../../../electron/cli/terminal.ts';
import type { Progress } from '../../../shared/run.ts';

const exporting: Progress = { phase: 'export', done: 1500, total: 6000, perSecond: 20, etaSeconds: 225, pace: 'quota', text: '' };

function recorder(live: boolean): { readonly terminal: Terminal; readonly lines: string[] } {
  const lines: string[] = [];
  const write = async (text: string): Promise<void> => void lines.push(text);
  return { lines, terminal: { write, print: write, say: (line) => void lines.push(line), sayRaw: (text) => void lines.push(text), style: (_style, text) => text, live, columns: 80, closed: () => false } };
}

describe('progress', () => {
  it('says phase, objects, rate, time left and that the quota sets the pace', () => {
    expect(progressText(exporting)).toBe("Writing to the Entra tenant: 1,500 of 6,000 · 20/s · 3 min 45 s left · the tenant's write quota sets the pace");
  });

  it('prints at most one line per phase and two seconds where there is no terminal', () => {
    const { terminal, lines } = recorder(false);
    let now = 0;
    const progress = showProgress(terminal, () => now);
    for (let done = 0; done <= 50; done += 1) {
      progress.sink({ ...exporting, done });
      now += 100;
    }
    progress.sink({ ...exporting, phase: 'confirm', done: 0 });
    progress.end();
    expect(lines.map((line) => line.split(' · ')[0])).toEqual([
      'Writing to the Entra tenant: 0 of 6,000',
      'Writing to the Entra tenant: 20 of 6,000',
      'Writing to the Entra tenant: 40 of 6,000',
      'Confirming: 0 of 6,000',
    ]);
  });

  it('draws one line that never wraps on a terminal, and removes it at the end', () => {
    const { terminal, lines } = recorder(true);
    const progress = showProgress(terminal, () => 0);
    progress.sink(exporting);
    progress.end();
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^\r\u001b\[2K\[#####-{15}\] Writing/);
    expect(lines[0]?.length).toBeLessThanOrEqual(79 + '\r\u001b[2K'.length);
    expect(lines[1]).toBe('\r\u001b[2K');
  });

  it('lets no directory value steer the terminal', () => {
    expect(plain('CN=\u001b[2Jx\u202e,DC=a')).toBe('CN=\uFFFD[2Jx\uFFFD,DC=a');
  });

  it('aligns columns', () => {
    expect(table([['', 'create'], ['users', '1,000'], ['groups', '2']])).toEqual(['        create', 'users    1,000', 'groups       2']);
  });
});
