import { Body1, Body1Strong, makeStyles, Spinner, tokens } from '@fluentui/react-components';
import { CheckmarkCircleRegular, CircleRegular, DismissCircleRegular, InfoRegular, WarningRegular } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { commonStrings } from '../strings/common.ts';
import { inScreenWords } from '../strings/profile-keys.ts';
import { CopyCommand } from './copy-command.tsx';

export type FindingState = keyof typeof commonStrings.severity;

const useStyles = makeStyles({
  row: { display: 'grid', gridTemplateColumns: '24px minmax(0, 1fr)', columnGap: tokens.spacingHorizontalM, padding: `${tokens.spacingVerticalS} 0`, borderBottom: `1px solid ${tokens.colorNeutralStroke2}` },
  text: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS, minWidth: 0, overflowWrap: 'anywhere' },
  fix: { color: tokens.colorNeutralForeground2 },
  hidden: { position: 'absolute', width: '1px', height: '1px', overflow: 'hidden', clipPath: 'inset(50%)' },
});

function icon(state: FindingState): ReactNode {
  switch (state) {
    case 'ok':
      return <CheckmarkCircleRegular fontSize={20} color={tokens.colorPaletteGreenForeground1} aria-hidden />;
    case 'note':
      return <InfoRegular fontSize={20} color={tokens.colorBrandForeground1} aria-hidden />;
    case 'warning':
      return <WarningRegular fontSize={20} color={tokens.colorPaletteMarigoldForeground1} aria-hidden />;
    case 'error':
      return <DismissCircleRegular fontSize={20} color={tokens.colorPaletteRedForeground1} aria-hidden />;
    case 'running':
      return <Spinner size="tiny" aria-hidden />;
    case 'waiting':
      return <CircleRegular fontSize={20} color={tokens.colorNeutralForeground4} aria-hidden />;
  }
}

/** A fix that is a command, not a sentence, is shown to copy. */
function isCommand(fix: string): boolean {
  return /^(dsacls|causeway|https:\/\/|w32tm|chmod|Set-|Get-|New-)/.test(fix);
}

/** One row of a check: icon, what was tried and found, and on failure the fix, a command to copy where there is one. */
export function FindingRow({ state, title, text, fix }: { readonly state: FindingState; readonly title?: string; readonly text: string; readonly fix?: string | null }) {
  const styles = useStyles();
  return (
    <li className={styles.row} data-state={state}>
      {icon(state)}
      <div className={styles.text}>
        <span className={styles.hidden}>{commonStrings.severity[state]}:</span>
        {title === undefined ? null : <Body1Strong>{title}</Body1Strong>}
        <Body1>{inScreenWords(text)}</Body1>
        {fix === undefined || fix === null ? null : isCommand(fix) ? <CopyCommand text={fix} /> : <Body1 className={styles.fix}>{inScreenWords(fix)}</Body1>}
      </div>
    </li>
  );
}
