import type { ComponentType } from 'react';
import { connectionOf, hasErrors, inputOfCheck, isPrepared, type KeptCheck, type SetupDraft, type SetupStep } from '../../../shared/setup.ts';
import { setupStrings } from '../../strings/setup.ts';
import { AnchorStep, AttributesStep, ContainersStep, DeletionStep, MatchingStep, PilotGroupStep, ScheduleStep } from './steps/custom-steps.tsx';
import { DoneStep } from './steps/done-step.tsx';
import { FirstSyncStep } from './steps/first-sync-step.tsx';
import { NamesStep } from './steps/names-step.tsx';
import { PreviewStep } from './steps/preview-step.tsx';
import { SourceStep } from './steps/source-step.tsx';
import { TargetStep } from './steps/target-step.tsx';

const { reasons, source, target } = setupStrings;

export type StepEntry = {
  readonly component: ComponentType<{ readonly draft: SetupDraft }>;
  /** Why the step cannot be left forwards yet; null when it can. What only the step itself knows comes from `useStepReason`. */
  readonly reason: (draft: SetupDraft) => string | null;
};

function reasonOfCheck(check: KeptCheck | null, input: string): string | null {
  if (check === null) return reasons.check;
  if (check.of !== input) return reasons.changed;
  return hasErrors(check) ? reasons.failed : null;
}

function missing(fields: readonly (readonly [string, unknown])[]): string | null {
  const field = fields.find(([, value]) => value === undefined || value === '');
  return field === undefined ? null : reasons.fill(field[0]);
}

function sourceReason({ profile, checks }: SetupDraft): string | null {
  const { url, domain, username, password } = profile.source;
  return missing([[domain === undefined ? source.server : source.domain, domain ?? url], [source.username, username], [source.password, password]]) ?? reasonOfCheck(checks.source, inputOfCheck(connectionOf(profile.source)));
}

function targetReason({ profile, checks }: SetupDraft): string | null {
  const { tenantId, clientId, auth } = profile.target;
  return missing([[target.tenantId, tenantId], [target.clientId, clientId], [target.how, auth]]) ?? reasonOfCheck(checks.target, inputOfCheck(profile.target));
}

/** What was previewed is not what would be written. */
function staleReason(draft: SetupDraft): string | null {
  return draft.profileId === null || isPrepared(draft) ? null : reasons.stale;
}

/** One row per step. A new step is a file in steps/, a row here, and its words in the strings. */
export const stepTable: Readonly<Partial<Record<SetupStep, StepEntry>>> = {
  source: { component: SourceStep, reason: sourceReason },
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
