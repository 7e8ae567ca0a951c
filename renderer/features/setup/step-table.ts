import type { ComponentType } from 'react';
import { inputOfCheck, isPrepared, type SetupDraft, type SetupStep } from '../../../shared/setup.ts';
import { targetSecret } from '../../../shared/draft-sources.ts';
import { setupStrings } from '../../strings/setup.ts';
import { missing, reasonOfCheck, sourcesReason } from './source-reason.ts';
import { AnchorStep, AttributesStep, ContainersStep, DeletionStep, MatchingStep, PilotGroupStep, ScheduleStep } from './steps/custom-steps.tsx';
import { DoneStep } from './steps/done-step.tsx';
import { FirstSyncStep } from './steps/first-sync-step.tsx';
import { NamesStep } from './steps/names-step.tsx';
import { JoinStep } from './steps/join-step.tsx';
import { PreviewStep } from './steps/preview-step.tsx';
import { SourceStep } from './steps/source-step.tsx';
import { TargetStep } from './steps/target-step.tsx';

const { reasons, target } = setupStrings;

export type StepEntry = {
  readonly component: ComponentType<{ readonly draft: SetupDraft }>;
  /** Why the step cannot be left forwards yet; null when it can. What only the step itself knows comes from `useStepReason`. */
  readonly reason: (draft: SetupDraft) => string | null;
};

function targetReason({ profile, checks, awaited }: SetupDraft): string | null {
  const { tenantId, clientId, auth } = profile.target;
  return missing([[target.tenantId, tenantId], [target.clientId, clientId], [target.how, auth], [auth?.kind === 'certificate' ? target.privateKey : target.secret, awaited.includes(targetSecret) ? undefined : true]]) ?? reasonOfCheck(checks.target, inputOfCheck(profile.target));
}

/** What was previewed is not what would be written. */
function staleReason(draft: SetupDraft): string | null {
  return draft.profileId === null || isPrepared(draft) ? null : reasons.stale;
}

/** One row per step. A new step is a file in steps/, a row here, and its words in the strings. */
export const stepTable: Readonly<Partial<Record<SetupStep, StepEntry>>> = {
  source: { component: SourceStep, reason: sourcesReason },
  join: { component: JoinStep, reason: () => null },
  target: { component: TargetStep, reason: targetReason },
  names: { component: NamesStep, reason: () => null },
  containers: { component: ContainersStep, reason: () => null },
  pilotGroup: { component: PilotGroupStep, reason: () => null },
  anchor: { component: AnchorStep, reason: () => null },
  matching: { component: MatchingStep, reason: () => null },
  attributes: { component: AttributesStep, reason: () => null },
  deletion: { component: DeletionStep, reason: () => null },
  schedule: { component: ScheduleStep, reason: () => null },
  preview: { component: PreviewStep, reason: staleReason },
  firstSync: { component: FirstSyncStep, reason: staleReason },
  done: { component: DoneStep, reason: staleReason },
};
