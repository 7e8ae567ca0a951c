import { Badge, Body1, Button, makeStyles, Skeleton, SkeletonItem, Table, TableBody, TableCell, TableHeader, TableHeaderCell, TableRow, tokens } from '@fluentui/react-components';
import { ArrowRightRegular, CheckmarkRegular, OpenRegular, WarningRegular } from '@fluentui/react-icons';
import { useEffect, useState } from 'react';
import type { SuffixRow } from '../../../../shared/ipc/setup.ts';
import type { SetupDraft } from '../../../../shared/setup.ts';
import { call } from '../../../api.ts';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { setupStrings } from '../../../strings/setup.ts';
import { useLiveCheck } from '../parts/use-live-check.ts';
import { draftKept } from '../setup-store.ts';
import { useStepReason } from '../step-reason.ts';

const words = setupStrings.names;
const domainsPage = 'https://entra.microsoft.com/#view/Microsoft_AAD_IAM/DomainsList.ReactView';

const useStyles = makeStyles({
  name: { overflowWrap: 'anywhere' },
  number: { textAlign: 'right', fontVariantNumeric: 'tabular-nums' },
  example: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, flexWrap: 'wrap', overflowWrap: 'anywhere', fontSize: tokens.fontSizeBase200 },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS },
});

function Row({ row }: { readonly row: SuffixRow }) {
  const styles = useStyles();
  return (
    <TableRow>
      <TableCell className={styles.name}>{row.suffix === '' ? words.none : row.suffix}</TableCell>
      <TableCell className={styles.number}>{row.users.toLocaleString('en')}</TableCell>
      <TableCell>
        {row.verified ? (
          <Badge appearance="tint" color="success" icon={<CheckmarkRegular />}>
            {row.federated ? words.federated : words.yes}
          </Badge>
        ) : (
          <Badge appearance="tint" color="warning" icon={<WarningRegular />}>
            {words.no}
          </Badge>
        )}
      </TableCell>
      <TableCell className={styles.name}>
        {row.becomes}
        <span className={styles.example}>
          {row.example.from}
          {row.example.from === row.example.to ? null : (
            <>
              <ArrowRightRegular aria-hidden /> {row.example.to}
            </>
          )}
        </span>
      </TableCell>
    </TableRow>
  );
}

/** What people sign in as, by suffix; what changes comes first. */
export function NamesStep({ draft }: { readonly draft: SetupDraft }) {
  const styles = useStyles();
  const [rows, setRows] = useState<readonly SuffixRow[] | null>(null);
  const { run, running, refusal } = useLiveCheck('names');
  const [turn, setTurn] = useState(0);
  useStepReason(running ? setupStrings.reasons.names : null);
  useEffect(() => {
    void run(async (operation) => {
      await draftKept();
      return await call('setup.suffixes', { operation });
    }).then((answer) => answer !== null && setRows(answer.rows));
  }, [run, turn, draft.id]);
  if (refusal !== null) return <ProblemPanel refusal={refusal} onRetry={() => setTurn((before) => before + 1)} />;
  if (rows === null) {
    return (
      <Skeleton aria-label={setupStrings.reasons.names}>
        {[1, 2, 3].map((row) => (
          <SkeletonItem key={row} size={32} style={{ marginBottom: 8 }} />
        ))}
      </Skeleton>
    );
  }
  const total = rows.reduce((sum, { users }) => sum + users, 0);
  const changed = rows.filter(({ verified }) => !verified).reduce((sum, { users }) => sum + users, 0);
  return (
    <>
      <Body1>{words.summary(changed, total)}</Body1>
      <Table aria-label={setupStrings.steps.names.title} size="small">
        <TableHeader>
          <TableRow>
            <TableHeaderCell style={{ width: '26%' }}>{words.suffix}</TableHeaderCell>
            <TableHeaderCell style={{ width: '11%' }} className={styles.number}>{words.users}</TableHeaderCell>
            <TableHeaderCell style={{ width: 112 }}>{words.verified}</TableHeaderCell>
            <TableHeaderCell>{words.becomes}</TableHeaderCell>
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <Row key={row.suffix} row={row} />
          ))}
        </TableBody>
      </Table>
      <div className={styles.actions}>
        <Button onClick={() => setTurn((before) => before + 1)} disabled={running}>
          {words.again}
        </Button>
        <Button icon={<OpenRegular />} appearance="subtle" onClick={() => void call('app.openExternal', { url: domainsPage })}>
          {words.domains}
        </Button>
      </div>
    </>
  );
}
