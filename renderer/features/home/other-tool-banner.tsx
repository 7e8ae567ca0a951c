import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import { useActiveProfile, useAppStore } from '../../frame/app-store.ts';
import { openScreen } from '../../frame/navigation.ts';
import { HandoverDialog } from './handover-dialog.tsx';
import { entraConnectStrings } from '../../strings/entra-connect.ts';

const { banner: words } = entraConnectStrings;

const useStyles = makeStyles({
  bar: { flexShrink: 0, marginBottom: tokens.spacingVerticalL },
});

/** Says that another tool still synchronizes the tenant, so that nothing is written, and leads on. Nothing otherwise. */
export function OtherToolBanner() {
  const styles = useStyles();
  const profile = useActiveProfile();
  const other = useAppStore(({ app }) => app?.status?.synchronizedByOther ?? false);
  const [steps, setSteps] = useState(false);
  if (profile === null || (!other && !steps)) return null;
  return (
    <>
      {other ? (
        <MessageBar intent="warning" layout="multiline" className={styles.bar} data-testid="other-tool">
          <MessageBarBody>
            <MessageBarTitle>{words.title}</MessageBarTitle>
            {words.text}
          </MessageBarBody>
          <MessageBarActions>
            <Button onClick={() => openScreen('plan')}>{words.plan}</Button>
            <Button onClick={() => setSteps(true)}>{words.steps}</Button>
          </MessageBarActions>
        </MessageBar>
      ) : null}
      {steps ? <HandoverDialog profileId={profile.id} onClose={() => setSteps(false)} /> : null}
    </>
  );
}
