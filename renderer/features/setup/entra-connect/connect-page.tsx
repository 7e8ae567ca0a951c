import { Body1, Button, makeStyles, Skeleton, SkeletonItem, Title2, tokens } from '@fluentui/react-components';
import { ArrowLeftRegular, DocumentRegular, FolderOpenRegular } from '@fluentui/react-icons';
import { CopyCommand } from '../../../components/copy-command.tsx';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { entraConnectStrings as words } from '../../../strings/entra-connect.ts';
import { chooseExport, goOnWithExport, showConnect, useConnectStore } from './connect-store.ts';
import { ConnectReportView } from './connect-report.tsx';

const useStyles = makeStyles({
  page: { height: '100%', display: 'flex', flexDirection: 'column', boxSizing: 'border-box' },
  body: { flex: 1, minHeight: 0, overflow: 'auto', padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXXL}` },
  column: { maxWidth: '880px', margin: '0 auto', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalL },
  title: { margin: 0 },
  actions: { display: 'flex', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' },
  footer: { display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: tokens.spacingHorizontalM, minHeight: '64px', padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalXXL}`, borderTop: `1px solid ${tokens.colorNeutralStroke2}` },
  text: { flex: 1, textAlign: 'right', color: tokens.colorNeutralForeground2 },
});

function Choose() {
  const styles = useStyles();
  return (
    <>
      <Body1>{words.how}</Body1>
      <Body1>{words.byCommand}</Body1>
      <CopyCommand text={words.command} />
      <Body1>{words.byWizard}</Body1>
      <div className={styles.actions}>
        <Button appearance="primary" icon={<FolderOpenRegular />} onClick={() => void chooseExport('connectFolder')}>{words.folder}</Button>
        <Button icon={<DocumentRegular />} onClick={() => void chooseExport('connectFile')}>{words.file}</Button>
      </div>
    </>
  );
}

/** From an export of Entra Connect to a setup: choose it, read what becomes of each setting, go on with that. */
export function ConnectPage() {
  const styles = useStyles();
  const { state, problem } = useConnectStore();
  const report = state.step === 'report' ? state.report : null;
  return (
    <div className={styles.page} data-testid="entra-connect">
      <div className={styles.body} tabIndex={0} role="region" aria-label={words.title}>
        <div className={styles.column}>
          <Title2 as="h1" className={styles.title}>{report === null ? words.title : words.reportTitle(report.name)}</Title2>
          {problem === null ? null : <ProblemPanel refusal={problem} />}
          {state.step === 'choose' ? <Choose /> : null}
          {state.step === 'reading' ? (
            <Skeleton aria-label={words.reading}>
              <SkeletonItem style={{ height: 240 }} />
            </Skeleton>
          ) : null}
          {report === null ? null : <ConnectReportView report={report} />}
        </div>
      </div>
      <footer className={styles.footer}>
        <Button icon={<ArrowLeftRegular />} onClick={() => showConnect('closed')}>{words.back}</Button>
        {report === null ? null : (
          <>
            <Button onClick={() => showConnect('choose')}>{words.another}</Button>
            <Body1 className={styles.text}>{words.goOnText}</Body1>
            <Button appearance="primary" onClick={() => void goOnWithExport()}>{words.goOn}</Button>
          </>
        )}
      </footer>
    </div>
  );
}
