import { Button, makeStyles, tokens } from '@fluentui/react-components';
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons';
import { useState } from 'react';
import { call } from '../api.ts';
import { commonStrings } from '../strings/common.ts';

const useStyles = makeStyles({
  box: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS, padding: tokens.spacingHorizontalS, backgroundColor: tokens.colorNeutralBackground3, borderRadius: tokens.borderRadiusMedium },
  code: { flex: 1, minWidth: 0, margin: 0, fontFamily: tokens.fontFamilyMonospace, fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase300, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', color: tokens.colorNeutralForeground1 },
});

/** A command or address to copy. */
export function CopyCommand({ text }: { readonly text: string }) {
  const styles = useStyles();
  const [copied, setCopied] = useState(false);
  const copy = (): void => {
    void call('app.copy', { text }).then(() => setCopied(true));
  };
  return (
    <div className={styles.box}>
      <pre className={styles.code}>{text}</pre>
      <Button size="small" appearance="subtle" icon={copied ? <CheckmarkRegular /> : <CopyRegular />} onClick={copy} onBlur={() => setCopied(false)}>
        {copied ? commonStrings.copied : commonStrings.copy}
      </Button>
    </div>
  );
}
