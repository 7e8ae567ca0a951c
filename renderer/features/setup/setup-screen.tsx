import { Body1, Button, makeStyles, mergeClasses, Spinner, Subtitle2, Title2, tokens } from '@fluentui/react-components';
import { useEffect } from 'react';
import { setupSteps, shownSteps, type SetupDraft, type SetupStep } from '../../../shared/setup.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { useAppStore } from '../../frame/app-store.ts';
import { openScreen } from '../../frame/navigation.ts';
import { commonStrings } from '../../strings/common.ts';
import { setupStrings } from '../../strings/setup.ts';
import { ConnectPage } from './entra-connect/connect-page.tsx';
import { useConnectStore } from './entra-connect/connect-store.ts';
import { useStepFacts } from './step-reason.ts';
import { stepTable } from './step-table.ts';
import { Stepper } from './stepper.tsx';
import { applyEdit, discardSetup, draftKept, goBack, goNext, loadSetup, useSetupStore } from './setup-store.ts';
import { WelcomePage } from './welcome-page.tsx';

const useStyles = makeStyles({
  setup: { display: 'grid', gridTemplateColumns: '216px minmax(0, 1fr) 264px', gridTemplateRows: 'minmax(0, 1fr) auto', height: '100%' },
  middle: { overflow: 'auto', padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXXL}`, minWidth: 0 },
  column: { maxWidth: '720px', margin: '0 auto', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXL },
  title: { margin: 0 },
  wide: { maxWidth: '1080px' },
  means: { overflow: 'auto', padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalXXL}`, backgroundColor: tokens.colorNeutralBackground2, borderLeft: `1px solid ${tokens.colorNeutralStroke2}`, display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  footer: { gridColumn: '1 / -1', display: 'flex', alignItems: 'center', justifyContent: 'flex-end', gap: tokens.spacingHorizontalM, minHeight: '64px', padding: `0 ${tokens.spacingHorizontalXXL}`, borderTop: `1px solid ${tokens.colorNeutralStroke2}`, backgroundColor: tokens.colorNeutralBackground1 },
  reason: { flex: 1, textAlign: 'right', color: tokens.colorNeutralForeground2 },
});

/** Tables, trees and pipelines need the room. */
const wideSteps: ReadonlySet<SetupStep> = new Set(['containers', 'attributes', 'preview', 'firstSync']);

async function leave(): Promise<void> {
  await draftKept();
  useSetupStore.setState({ welcome: true });
  openScreen('home');
}

function Footer({ draft }: { readonly draft: SetupDraft }) {
  const styles = useStyles();
  const facts = useStepFacts();
  const worker = useAppStore(({ app }) => app?.worker);
  const reason = stepTable[draft.step]?.reason(draft) ?? facts.reason;
  const isLast = draft.step === setupSteps.at(-1);
  const open = draft.editing ? (stepTable.source?.reason(draft) ?? stepTable.target?.reason(draft) ?? facts.reason) : null;
  return (
    <footer className={styles.footer}>
      <Button onClick={goBack} disabled={isLast}>
        {setupStrings.back}
      </Button>
      {draft.editing ? (
        <Button appearance="subtle" onClick={() => void discardSetup().then(() => openScreen('settings'))}>
          {setupStrings.discardEdit}
        </Button>
      ) : (
        <Button appearance="subtle" onClick={() => void leave()}>
          {setupStrings.close}
        </Button>
      )}
      <Body1 className={styles.reason} id="setup-reason" role="status">
        {reason ?? ''}
      </Body1>
      {draft.editing ? (
        <Button disabledFocusable={open !== null} title={open ?? undefined} onClick={() => void applyEdit()}>
          {setupStrings.applyEdit}
        </Button>
      ) : null}
      {shownSteps(draft).at(-1) === draft.step && draft.editing ? null : (
        <Button appearance="primary" disabledFocusable={reason !== null || worker === 'restarting'} aria-describedby="setup-reason" onClick={facts.onNext ?? goNext}>
          {facts.label ?? setupStrings.next}
        </Button>
      )}
    </footer>
  );
}

function Steps({ draft }: { readonly draft: SetupDraft }) {
  const styles = useStyles();
  const problem = useSetupStore((store) => store.problem);
  const words = setupStrings.steps[draft.step];
  const Step = stepTable[draft.step]?.component;
  return (
    <div className={styles.setup}>
      <Stepper draft={draft} />
      <div className={styles.middle} key={draft.step} tabIndex={0} role="region" aria-label={words.title}>
        <div className={mergeClasses(styles.column, wideSteps.has(draft.step) && styles.wide)}>
          <Title2 as="h1" className={styles.title}>{words.question}</Title2>
          {problem === null ? null : <ProblemPanel refusal={problem} />}
          {Step === undefined ? null : <Step draft={draft} />}
        </div>
      </div>
      <aside className={styles.means} aria-label={setupStrings.meansTitle}>
        <Subtitle2 as="h2" className={styles.title}>{setupStrings.meansTitle}</Subtitle2>
        {words.means.map((text) => (
          <Body1 key={text}>{text}</Body1>
        ))}
      </aside>
      <Footer draft={draft} />
    </div>
  );
}

/** The guided setup: one question per screen; leaving it at any place loses nothing. */
export function SetupScreen() {
  const { loaded, draft, welcome } = useSetupStore();
  const connecting = useConnectStore(({ state }) => state.step !== 'closed');
  useEffect(() => {
    if (!loaded) void loadSetup();
  }, [loaded]);
  if (!loaded) return <Spinner label={commonStrings.loading} />;
  if ((draft === null || welcome) && connecting) return <ConnectPage />;
  return draft === null || welcome ? <WelcomePage draft={draft} /> : <Steps draft={draft} />;
}
