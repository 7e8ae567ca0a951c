import { makeStyles, Subtitle2, Title2, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';

const useStyles = makeStyles({
  page: { display: 'flex', flexDirection: 'column', height: '100%', minWidth: 0, boxSizing: 'border-box', padding: `${tokens.spacingVerticalXXL} ${tokens.spacingHorizontalXXXL} 0`, gap: tokens.spacingVerticalL },
  head: { display: 'flex', alignItems: 'flex-start', justifyContent: 'space-between', gap: tokens.spacingHorizontalL },
  titles: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXXS, minWidth: 0 },
  title: { margin: 0 },
  subtitle: { margin: 0, color: tokens.colorNeutralForeground2, fontWeight: tokens.fontWeightRegular },
  actions: { display: 'flex', gap: tokens.spacingHorizontalS, flexShrink: 0 },
  body: { flex: 1, minHeight: 0, overflow: 'auto', paddingBottom: tokens.spacingVerticalXXL },
  fixed: { overflow: 'hidden', display: 'flex', flexDirection: 'column' },
});

/** A screen: title, one sentence, actions on the right, content below. `fixed` content scrolls inside itself (tables, panes). */
export function Page({ title, subtitle, actions, fixed = false, children }: { readonly title: string; readonly subtitle?: ReactNode; readonly actions?: ReactNode; readonly fixed?: boolean; readonly children: ReactNode }) {
  const styles = useStyles();
  return (
    <div className={styles.page}>
      <header className={styles.head}>
        <div className={styles.titles}>
          <Title2 as="h1" className={styles.title}>{title}</Title2>
          {subtitle === undefined ? null : <Subtitle2 as="p" className={styles.subtitle}>{subtitle}</Subtitle2>}
        </div>
        {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
      </header>
      <div className={fixed ? `${styles.body} ${styles.fixed}` : styles.body} {...(fixed ? {} : { tabIndex: 0, role: 'region', 'aria-label': title })}>
        {children}
      </div>
    </div>
  );
}
