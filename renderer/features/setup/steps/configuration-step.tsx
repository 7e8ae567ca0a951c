import { Skeleton, SkeletonItem } from '@fluentui/react-components';
import { useState } from 'react';
import type { Configuration } from '../../../../shared/ipc/configuration.ts';
import type { SetupDraft } from '../../../../shared/setup.ts';
import { ProblemPanel } from '../../../components/problem-panel.tsx';
import { useCall } from '../../../hooks/use-call.ts';
import { commonStrings } from '../../../strings/common.ts';
import { ConfigurationPart, partProblem, type ConfigurationPartId } from '../../configuration/configuration-part.tsx';
import { changeDraft } from '../setup-store.ts';
import { useStepReason } from '../step-reason.ts';

function withChange(draft: SetupDraft, { containers, pilotGroup, further, title: _title, ...change }: Partial<Configuration>): SetupDraft {
  const { source, furtherSources } = draft.profile;
  const others = further === undefined || furtherSources === undefined ? {} : { furtherSources: furtherSources.map((each) => {
    const chosen = further.find(({ name }) => name === each.name);
    return chosen === undefined ? each : { ...each, containers: chosen.containers, pilotGroup: chosen.pilotGroup };
  }) };
  const objects = { ...(containers === undefined ? {} : { containers }), ...(pilotGroup === undefined ? {} : { pilotGroup }) };
  return { ...draft, profile: { ...draft.profile, ...(change as Partial<SetupDraft['profile']>), ...(others as Partial<SetupDraft['profile']>), source: { ...source, ...(objects as Partial<SetupDraft['profile']['source']>) } } };
}

/** What the draft says, over what was read with its defaults when the step was opened. */
function valueOf(read: Configuration, { profile }: SetupDraft): Configuration {
  const { source, furtherSources, rules, policies, protection } = profile;
  return {
    title: read.title,
    further: read.further.map((each) => {
      const entered = furtherSources?.find(({ name }) => name === each.name);
      return { ...each, ...(entered?.containers === undefined ? {} : { containers: entered.containers }), ...(entered?.pilotGroup === undefined ? {} : { pilotGroup: entered.pilotGroup }) } as Configuration['further'][number];
    }),
    containers: (source.containers ?? read.containers) as Configuration['containers'],
    pilotGroup: source.pilotGroup === undefined ? read.pilotGroup : (source.pilotGroup as Configuration['pilotGroup']),
    rules: { ...read.rules, ...rules } as Configuration['rules'],
    policies: { ...read.policies, ...policies } as Configuration['policies'],
    protection: { ...read.protection, ...protection } as Configuration['protection'],
  };
}

/** One part of the configuration as a step: the same editor as in Rules, on the directory that was just connected. */
export function ConfigurationStep({ draft, part, extra = null }: { readonly draft: SetupDraft; readonly part: ConfigurationPartId; /** Why the step cannot be left, beside what the part says. */ readonly extra?: string | null }) {
  const read = useCall('setup.configuration', null);
  const [problem, setProblem] = useState<string | null>(null);
  const value = read.state === 'ready' ? valueOf(read.value, draft) : null;
  useStepReason(value === null ? commonStrings.loading : (problem ?? partProblem(part, value) ?? extra));
  if (read.state === 'failed') return <ProblemPanel refusal={read.refusal} onRetry={read.reload} />;
  if (value === null) {
    return (
      <Skeleton aria-label={commonStrings.loading}>
        <SkeletonItem style={{ height: 240 }} />
      </Skeleton>
    );
  }
  return <ConfigurationPart part={part} of={{ kind: 'setup' }} value={value} onProblem={setProblem} onChange={(change) => changeDraft((now) => withChange(now, change))} />;
}
