import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import { useState } from 'react';
import { useActiveProfile, useAppStore } from '../../frame/app-store.ts';
import { openScreen } from '../../frame/navigation.ts';
import { HandoverDialog } from './handover-dialog.tsx';
import { entraConnectStrings } from '../../strings/entra-connect.ts';

const { banner: words } = entraConnectStrings;

/** Says that another tool still synchronizes the tenant, so that nothing is written, and leads on. Nothing otherwise. */
export function OtherToolBanner() {
  const profile = useActiveProfile();
  const other = useAppStore(({ app }) => app?.status?.synchronizedByOther ?? false);
  const [steps, setSteps] = useState(false);
  if (profile === null || (!other && !steps)) return null;
  return (
    <>
      {other ? (
        <MessageBar intent="warning" layout="multiline" data-testid="other-tool">
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
