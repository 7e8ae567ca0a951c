import { Body1, makeStyles, Subtitle1, tokens } from '@fluentui/react-components';
import type { FluentIcon } from '@fluentui/react-icons';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  empty: { display: 'flex', flexDirection: 'column', alignItems: 'center', justifyContent: 'center', gap: tokens.spacingVerticalM, padding: tokens.spacingVerticalXXXL, textAlign: 'center', height: '100%', boxSizing: 'border-box', color: tokens.colorNeutralForeground2 },
  icon: { color: tokens.colorBrandForeground2 },
  title: { margin: 0 },
  text: { maxWidth: '480px' },
});

/** What a screen shows when there is nothing to show: why, and what would bring something. */
export function EmptyState({ icon: Icon, title, text, action }: { readonly icon: FluentIcon; readonly title: string; readonly text: string; readonly action?: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.empty}>
      <Icon className={styles.icon} fontSize={48} aria-hidden />
      <Subtitle1 as="h2" className={styles.title}>{title}</Subtitle1>
      <Body1 className={styles.text}>{text}</Body1>
      {action}
    </div>
  );
}
