import { Accordion, AccordionHeader, AccordionItem, AccordionPanel, Body1, Caption1, makeStyles, mergeClasses, Subtitle2, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CloudRegular, DismissCircleRegular, QuestionCircleRegular, ServerRegular, WarningRegular, type FluentIcon } from '@fluentui/react-icons';
import type { ConnectorHealth } from '../../../shared/ipc/health.ts';
import { FindingRow } from '../../components/finding-row.tsx';
import { TimeAgo } from '../../components/time-ago.tsx';
import { healthStrings } from '../../strings/health.ts';

const { connectors: words } = healthStrings;

const useStyles = makeStyles({
  card: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS, minWidth: 0, padding: tokens.spacingHorizontalL, border: `1px solid ${tokens.colorNeutralStroke2}`, borderRadius: tokens.borderRadiusLarge },
  head: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM },
  titles: { flex: 1, minWidth: 0, display: 'flex', flexDirection: 'column', overflowWrap: 'anywhere' },
  title: { margin: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  state: { display: 'inline-flex', alignItems: 'center', gap: tokens.spacingHorizontalXS, fontWeight: tokens.fontWeightSemibold },
  ok: { color: tokens.colorStatusSuccessForeground1 },
  warning: { color: tokens.colorStatusWarningForeground1 },
  error: { color: tokens.colorStatusDangerForeground3 },
  unknown: { color: tokens.colorNeutralForeground2 },
  facts: { display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: tokens.spacingHorizontalL, rowGap: tokens.spacingVerticalXXS, margin: 0, fontSize: tokens.fontSizeBase200 },
  fact: { margin: 0 },
  passed: { margin: 0 },
  findings: { margin: 0, padding: 0, listStyleType: 'none' },
});

const icons: Readonly<Record<ConnectorHealth['state'], FluentIcon>> = { ok: CheckmarkCircleRegular, warning: WarningRegular, error: DismissCircleRegular, unknown: QuestionCircleRegular };

function Findings({ findings }: { readonly findings: ConnectorHealth['findings'] }) {
  const styles = useStyles();
  if (findings.length === 0) return null;
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => (
        <FindingRow key={finding.id} state={finding.severity} text={finding.text} fix={finding.fix} />
      ))}
    </ul>
  );
}

/** One side as it was met last: state in a sentence, when it was read, what the checks found. */
export function ConnectorCard({ connector, brief = false }: { readonly connector: ConnectorHealth; readonly brief?: boolean }) {
  const styles = useStyles();
  const Icon = icons[connector.state];
  const Side = connector.side === 'source' ? ServerRegular : CloudRegular;
  const failing = connector.findings.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const passed = connector.findings.filter(({ severity }) => severity === 'ok' || severity === 'note');
  return (
    <article className={styles.card} aria-label={connector.several ? `${words[connector.side]} ${connector.name}` : words[connector.side]}>
      <div className={styles.head}>
        <Side fontSize={24} aria-hidden />
        <div className={styles.titles}>
          <Subtitle2 as="h3" className={styles.title}>
            {words[connector.side]}
          </Subtitle2>
          <Caption1 className={styles.quiet}>{connector.name}</Caption1>
        </div>
        <span className={mergeClasses(styles.state, styles[connector.state])}>
          <Icon fontSize={20} aria-hidden /> {words.states[connector.state]}
        </span>
      </div>
      <Body1>{connector.text}</Body1>
      <dl className={styles.facts}>
        <dt className={styles.quiet}>{words.lastRead}</dt>
        <dd className={styles.fact}>{connector.lastReadAt === null ? words.never : <TimeAgo at={connector.lastReadAt} />}</dd>
        {connector.side === 'target' ? null : (
          <>
            <dt className={styles.quiet}>{words.lastFull}</dt>
            <dd className={styles.fact}>{connector.lastFullReadAt === null ? words.never : <TimeAgo at={connector.lastFullReadAt} />}</dd>
          </>
        )}
        <dt className={styles.quiet}>{words.objects[connector.side]}</dt>
        <dd className={styles.fact}>{connector.objects.toLocaleString('en')}</dd>
        {connector.checkedAt === null || brief ? null : (
          <>
            <dt className={styles.quiet}>{words.checked}</dt>
            <dd className={styles.fact}>
              <TimeAgo at={connector.checkedAt} />
            </dd>
          </>
        )}
      </dl>
      {brief ? null : connector.checkedAt === null ? <Caption1 className={styles.quiet}>{words.notChecked}</Caption1> : null}
      {brief ? null : <Findings findings={failing} />}
      {brief || passed.length === 0 ? null : (
        <Accordion collapsible>
          <AccordionItem value="passed">
            <AccordionHeader size="small">{words.moreFindings(passed.length)}</AccordionHeader>
            <AccordionPanel className={styles.passed}>
              <Findings findings={passed} />
            </AccordionPanel>
          </AccordionItem>
        </Accordion>
      )}
    </article>
  );
}
