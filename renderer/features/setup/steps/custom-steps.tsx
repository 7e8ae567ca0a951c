import { useState } from 'react';
import type { SetupDraft } from '../../../../shared/setup.ts';
import { useCall } from '../../../hooks/use-call.ts';
import { ScheduleEditor } from '../../configuration/schedule-editor.tsx';
import { changeDraft } from '../setup-store.ts';
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

/** How often it runs, and whether it writes at all. */
export function ScheduleStep({ draft }: Props) {
  const info = useCall('app.info', null);
  const [problem, setProblem] = useState<string | null>(null);
  return (
    <>
      <ScheduleEditor value={draft.schedule} order={null} platform={info.state === 'ready' ? info.value.platform : ''} onChange={(schedule) => changeDraft((now) => ({ ...now, schedule }))} onProblem={setProblem} />
      <ConfigurationStep draft={draft} part="staging" extra={problem} />
    </>
  );
}
