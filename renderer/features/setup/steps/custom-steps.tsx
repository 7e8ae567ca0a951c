import { useState } from 'react';
import type { SetupDraft } from '../../../../shared/setup.ts';
import { useCall } from '../../../hooks/use-call.ts';
import { ScheduleEditor } from '../../configuration/schedule-editor.tsx';
import { changeDraft } from '../setup-store.ts';
import { NotificationsTab } from '../../settings/notifications-tab.tsx';
import { ConfigurationStep } from './configuration-step.tsx';

type Props = { readonly draft: SetupDraft };

export function ContainersStep({ draft }: Props) {
  return <ConfigurationStep draft={draft} part="containers" />;
}

export function PilotGroupStep({ draft }: Props) {
  return <ConfigurationStep draft={draft} part="pilot" />;
}

export function AnchorStep({ draft }: Props) {
  return <ConfigurationStep draft={draft} part="anchor" />;
}

export function MatchingStep({ draft }: Props) {
  return <ConfigurationStep draft={draft} part="matching" />;
}

export function AttributesStep({ draft }: Props) {
  return <ConfigurationStep draft={draft} part="mapping" />;
}

export function DeletionStep({ draft }: Props) {
  return <ConfigurationStep draft={draft} part="protection" />;
}

/** How often it runs, whether it writes at all, and who is told. Notifications are of the app, and saved by themselves. */
export function ScheduleStep({ draft }: Props) {
  const info = useCall('app.info', null);
  const settings = useCall('settings.read', null);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      <ScheduleEditor value={draft.schedule} order={null} platform={info.state === 'ready' ? info.value.platform : ''} onChange={(schedule) => changeDraft((now) => ({ ...now, schedule }))} onProblem={setProblem} />
      <ConfigurationStep draft={draft} part="staging" extra={problem} />
      {settings.state === 'ready' ? <NotificationsTab key={JSON.stringify(settings.value.settings.notifications)} state={settings.value} onSaved={settings.reload} /> : null}
    </>
  );
}
