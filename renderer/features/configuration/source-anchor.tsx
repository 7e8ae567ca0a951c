import { Body1, Caption1, makeStyles, MessageBar, MessageBarBody, MessageBarTitle, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import type { AnchorCounts, DirectoryOf } from '../../../shared/ipc/directory.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { configurationStrings } from '../../strings/configuration.ts';
import { useCount } from './use-count.ts';

const words = configurationStrings.anchor;
const rows: readonly (keyof AnchorCounts)[] = ['consistencyGuid', 'objectGuid', 'ignored'];

const useStyles = makeStyles({
  panel: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  number: { fontVariantNumeric: 'tabular-nums' },
  table: { maxWidth: '640px' },
  source: { width: '60%' },
  muted: { color: tokens.colorNeutralForeground2 },
});

/** Explains the source anchor and shows which attribute it comes from, in objects. There is nothing to choose. */
export function SourceAnchor({ of, explained = true, hints = true }: { readonly of: DirectoryOf; /** The rule stands above the numbers. */ readonly explained?: boolean; readonly hints?: boolean }) {
  const styles = useStyles();
  const count = useCount(of);
  const anchors = count.state === 'done' ? count.counts.anchors : null;
  const shown = rows.filter((row) => row !== 'ignored' || anchors === null || anchors.users.ignored + anchors.groups.ignored > 0);
  const cell = (type: 'users' | 'groups', row: keyof AnchorCounts): string => (anchors === null ? '…' : anchors[type][row].toLocaleString('en'));
  const kept = anchors === null ? 0 : anchors.users.consistencyGuid + anchors.groups.consistencyGuid;
  const ignored = anchors === null ? 0 : anchors.users.ignored + anchors.groups.ignored;
  return (
    <div className={styles.panel}>
      {explained ? <Body1>{words.rule}</Body1> : null}
      {explained ? <MessageBar intent="info" layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{words.readOnly}</MessageBarTitle>
          {words.readOnlyText}
        </MessageBarBody>
      </MessageBar> : null}
      {count.state === 'failed' ? <ProblemPanel refusal={count.refusal} onRetry={() => void count.recount()} /> : null}
      <Table className={styles.table} size="small" aria-label={words.table}>
        <TableHeader>
          <TableRow>
            <TableHeaderCell className={styles.source}>{words.columns.source}</TableHeaderCell>
            <TableHeaderCell>{words.columns.users}</TableHeaderCell>
            <TableHeaderCell>{words.columns.groups}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {shown.map((row) => (
            <TableRow key={row}>
              <TableCell>{words.rows[row]}</TableCell>
              <TableCell className={styles.number}>{cell('users', row)}</TableCell>
              <TableCell className={styles.number}>{cell('groups', row)}</TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {count.state === 'counting' ? <Caption1 role="status">{count.text ?? configurationStrings.containers.startCounting}</Caption1> : null}
      {kept > 0 ? <Body1>{words.takenOver(kept)}</Body1> : null}
      {ignored > 0 ? <MessageBar intent="warning" layout="multiline"><MessageBarBody>{words.ignoredNote(ignored)}</MessageBarBody></MessageBar> : null}
      {hints ? <Caption1 className={styles.muted}>{words.changed}</Caption1> : null}
    </div>
  );
}
