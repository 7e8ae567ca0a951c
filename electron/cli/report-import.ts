import { takeovers, type ImportEntry, type Takeover } from '../../shared/entra-connect.ts';
import { plain, type Terminal } from './terminal.ts';

const heads: Readonly<Record<Takeover, string>> = { taken: 'Taken over', differently: 'Taken over, with a difference', notTaken: 'Not taken over' };
const styles: Readonly<Record<Takeover, 'green' | 'cyan' | 'yellow'>> = { taken: 'green', differently: 'cyan', notTaken: 'yellow' };

/** The report of an import, one group for each outcome. */
export function importLines(report: readonly ImportEntry[], { style }: Terminal): readonly string[] {
  return takeovers.flatMap((takeover) => {
    const entries = report.filter((entry) => entry.takeover === takeover);
    if (entries.length === 0) return [];
    const lines = entries.flatMap(({ setting, value, text, fix, place }) => [
      `  ${plain(setting)}${value === '' ? '' : `: ${plain(value)}`}`,
      `      ${plain(text)}`,
      ...(fix === null ? [] : [`      ${plain(fix)}`]),
      ...(place === null || takeover === 'taken' ? [] : [`      ${plain(place)}`]),
    ]);
    return [style('bold', style(styles[takeover], `${heads[takeover]} (${entries.length})`)), ...lines, ''];
  });
}
