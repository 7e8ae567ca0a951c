import { Body1, Caption1, makeStyles, mergeClasses, SearchBox, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { ExclusionRow } from '../../../shared/ipc/configuration.ts';
import { rulesStrings } from '../../strings/configuration.ts';
import { exclusionsOf } from './exclusion-rows.ts';

const useStyles = makeStyles({
  block: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM, height: '100%', minHeight: 0 },
  search: { maxWidth: '320px' },
  scroll: { flex: 1, minHeight: 0, overflow: 'auto' },
  muted: { color: tokens.colorNeutralForeground2 },
  cell: { overflowWrap: 'anywhere' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  narrow: { width: '104px' },
});

/** Every rule that keeps objects out, with how many it keeps out. */
export function ExclusionTable({ rows }: { readonly rows: readonly ExclusionRow[] }) {
  const styles = useStyles();
  const [text, setText] = useState('');
  const shown = exclusionsOf(rows, text);
  return (
    <div className={styles.block}>
      <Caption1 className={styles.muted}>{rulesStrings.exclusionsHint}</Caption1>
      <SearchBox className={styles.search} size="small" placeholder={rulesStrings.search} aria-label={rulesStrings.search} value={text} onChange={(_event, data) => setText(data.value)} />
      {shown.length === 0 ? (
        <Body1 role="status">{rulesStrings.nothingFound(text)}</Body1>
      ) : (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={rulesStrings.exclusions}>
          <Table size="small" aria-label={rulesStrings.exclusions}>
            <TableHeader>
              <TableRow>
                <TableHeaderCell>{rulesStrings.columns.rule}</TableHeaderCell>
                <TableHeaderCell>{rulesStrings.columns.kinds}</TableHeaderCell>
                <TableHeaderCell>{rulesStrings.columns.means}</TableHeaderCell>
                <TableHeaderCell className={styles.narrow}>{rulesStrings.columns.objects}</TableHeaderCell>
              </TableRow>
            </TableHeader>
            <TableBody>
              {shown.map(({ name, kinds, means, objects }) => (
                <TableRow key={name}>
                  <TableCell className={styles.cell}>{name}</TableCell>
                  <TableCell>{kinds.map((kind) => rulesStrings.kinds[kind]).join(', ')}</TableCell>
                  <TableCell className={styles.cell}>{means}</TableCell>
                  <TableCell className={mergeClasses(styles.number)}>{objects === null ? '–' : objects.toLocaleString('en')}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </div>
      )}
    </div>
  );
}
