import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircleFilled, CircleRegular, ErrorCircleRegular, RecordRegular, type FluentIcon } from '@fluentui/react-icons';
import { isReached, setupSteps, shownSteps, type SetupDraft, type SetupStep } from '../../../shared/setup.ts';
import { setupStrings } from '../../strings/setup.ts';
import { stepTable } from './step-table.ts';
import { goTo } from './setup-store.ts';

type StepState = keyof typeof setupStrings.state;

const icons: Readonly<Record<StepState, FluentIcon>> = { done: CheckmarkCircleFilled, current: RecordRegular, attention: ErrorCircleRegular, later: CircleRegular };
const colors: Readonly<Record<StepState, string>> = { done: tokens.colorPaletteGreenForeground1, current: tokens.colorBrandForeground1, attention: tokens.colorPaletteMarigoldForeground1, later: tokens.colorNeutralForeground4 };

const useStyles = makeStyles({
  stepper: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, padding: `${tokens.spacingVerticalXXXL} ${tokens.spacingHorizontalM}`, backgroundColor: tokens.colorNeutralBackground2, borderRight: `1px solid ${tokens.colorNeutralStroke2}`, overflow: 'auto', margin: 0, listStyleType: 'none' },
  step: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    width: '100%',
    minHeight: '40px',
    padding: `0 ${tokens.spacingHorizontalS}`,
    border: 'none',
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: 'transparent',
    color: tokens.colorNeutralForeground2,
    fontFamily: 'inherit',
    fontSize: tokens.fontSizeBase300,
    textAlign: 'left',
    cursor: 'pointer',
    ':disabled': { cursor: 'default', color: tokens.colorNeutralForeground3 },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' },
    ':enabled:hover': { backgroundColor: tokens.colorNeutralBackground2Hover },
  },
  current: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold, backgroundColor: tokens.colorNeutralBackground2Selected },
});

function stateOf(draft: SetupDraft, step: SetupStep): StepState {
  if (step === draft.step) return 'current';
  if (!isReached(draft, step)) return 'later';
  const passed = setupSteps.indexOf(step) < setupSteps.indexOf(draft.furthest);
  if ((stepTable[step]?.reason(draft) ?? null) !== null) return 'attention';
  return passed ? 'done' : 'later';
}

export function Stepper({ draft }: { readonly draft: SetupDraft }) {
  const styles = useStyles();
  const ended = draft.step === 'done';
  return (
    <ol className={styles.stepper} aria-label={setupStrings.stepper}>
      {shownSteps(draft)
        .filter((step) => step !== 'welcome')
        .map((step) => {
          const state = stateOf(draft, step);
          const Icon = icons[state];
          return (
            <li key={step}>
              <button type="button" className={mergeClasses(styles.step, state === 'current' && styles.current)} disabled={!isReached(draft, step) || ended} aria-current={state === 'current' ? 'step' : undefined} onClick={() => goTo(step)}>
                <Icon fontSize={20} color={colors[state]} aria-label={setupStrings.state[state]} style={{ flexShrink: 0 }} />
                {setupStrings.steps[step].title}
              </button>
            </li>
          );
        })}
    </ol>
  );
}
