import { Body1, Body2, Button, LargeTitle, makeStyles, MessageBar, MessageBarActions, MessageBarBody, Subtitle2, tokens } from '@fluentui/react-components';
import { ArrowSwapRegular, BeakerRegular, DocumentArrowUpRegular, FlashRegular, OptionsRegular, type FluentIcon } from '@fluentui/react-icons';
import type { SetupDraft } from '../../../shared/setup.ts';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { openScreen } from '../../frame/navigation.ts';
import { entraConnectStrings } from '../../strings/entra-connect.ts';
import { frameStrings } from '../../strings/frame.ts';
import { setupStrings } from '../../strings/setup.ts';
import { showConnect } from './entra-connect/connect-store.ts';
import { importSetup } from './import-setup.ts';
import { beginSetup, discardSetup, useSetupStore } from './setup-store.ts';

const { welcome } = setupStrings;

const useStyles = makeStyles({
  page: { height: '100%', overflow: 'auto', display: 'flex', justifyContent: 'center', alignItems: 'safe center', padding: tokens.spacingHorizontalXXXL, boxSizing: 'border-box' },
  column: { maxWidth: '720px', width: '100%', display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXL },
  head: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM },
  lead: { color: tokens.colorNeutralForeground2 },
  ways: { display: 'grid', gridTemplateColumns: '1fr 1fr', gap: tokens.spacingHorizontalL },
  way: {
    display: 'grid',
    gridTemplateColumns: '32px 1fr',
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXS,
    alignItems: 'start',
    alignContent: 'start',
    padding: tokens.spacingHorizontalXL,
    border: `1px solid ${tokens.colorNeutralStroke1}`,
    borderRadius: tokens.borderRadiusXLarge,
    backgroundColor: tokens.colorNeutralBackground1,
    color: tokens.colorNeutralForeground1,
    fontFamily: 'inherit',
    textAlign: 'left',
    cursor: 'pointer',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover, border: `1px solid ${tokens.colorNeutralStroke1Hover}` },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '1px' },
  },
  whole: { gridColumn: '1 / -1', display: 'grid' },
  icon: { color: tokens.colorBrandForeground1, gridRow: 'span 2' },
  text: { color: tokens.colorNeutralForeground2 },
});

function Way({ icon: Icon, title, text, onChoose }: { readonly icon: FluentIcon; readonly title: string; readonly text: string; readonly onChoose: () => void }) {
  const styles = useStyles();
  return (
    <button type="button" className={styles.way} onClick={onChoose}>
      <Icon className={styles.icon} fontSize={28} aria-hidden />
      <Subtitle2>{title}</Subtitle2>
      <Body1 className={styles.text}>{text}</Body1>
    </button>
  );
}

/** Where a setup begins: four ways, and the one that was left. */
export function WelcomePage({ draft }: { readonly draft: SetupDraft | null }) {
  const styles = useStyles();
  const problem = useSetupStore((store) => store.problem);
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <div className={styles.head}>
          <LargeTitle as="h1">{frameStrings.productName}</LargeTitle>
          <Body2 className={styles.lead}>{welcome.lead}</Body2>
        </div>
        {problem === null ? null : <ProblemPanel refusal={problem} />}
        {draft === null ? null : (
          <MessageBar intent="info">
            <MessageBarBody>{welcome.resume(setupStrings.steps[draft.step].title)}</MessageBarBody>
            <MessageBarActions>
              <Button appearance="primary" onClick={() => {
                  useSetupStore.setState({ welcome: false });
                  openScreen('setup');
                }}>
                {welcome.resumeAction}
              </Button>
              <Button onClick={() => void discardSetup()}>{setupStrings.discard}</Button>
            </MessageBarActions>
          </MessageBar>
        )}
        <div className={styles.ways}>
          <Way icon={FlashRegular} {...welcome.express} onChoose={() => void beginSetup('express', false)} />
          <Way icon={OptionsRegular} {...welcome.custom} onChoose={() => void beginSetup('custom', false)} />
          <Way icon={DocumentArrowUpRegular} title={welcome.importProfile.title} text={welcome.importProfile.text} onChoose={() => void importSetup()} />
          <Way icon={BeakerRegular} {...welcome.sample} onChoose={() => void beginSetup('express', true)} />
          <div className={styles.whole}>
            <Way icon={ArrowSwapRegular} {...entraConnectStrings.way} onChoose={() => showConnect('choose')} />
          </div>
        </div>
      </div>
    </div>
  );
}
