import { Body1, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { useAppStore } from '../../../frame/app-store.ts';
import { commonStrings } from '../../../strings/common.ts';

const useStyles = makeStyles({ box: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS }, text: { fontVariantNumeric: 'tabular-nums' } });

/** One line of progress while a run of the setup is under way. */
export function RunProgress({ text }: { readonly text: string }) {
  const styles = useStyles();
  const progress = useAppStore(({ app }) => app?.run?.progress ?? null);
  const { done = 0, total = null, phase = 'connect' } = progress ?? {};
  return (
    <div className={styles.box}>
      <Body1>{text}</Body1>
      <ProgressBar {...(total === null || total === 0 ? {} : { value: done, max: total })} aria-label={commonStrings.phases[phase]} />
      <Body1 className={styles.text} role="status">
        {commonStrings.phases[phase]}: {done.toLocaleString('en')}
        {total === null ? '' : ` / ${total.toLocaleString('en')}`}
      </Body1>
    </div>
  );
}
