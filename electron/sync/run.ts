import type { RunProfile } from '../../shared/run.ts';
import type { Cancel, Clock, Digest, Log, ProgressSink, SourceConnector, TargetConnector } from './ports.ts';
import type { Settings } from './settings.ts';
import type { RunRecord, StagingStore } from './store.ts';

/** Everything a run needs from outside. */
export type RunPorts = {
  readonly source: SourceConnector;
  readonly target: TargetConnector;
  readonly store: StagingStore;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly log: Log;
  readonly progress: ProgressSink;
  readonly cancel: Cancel;
};

export type RunRequest = {
  readonly runId: string;
  readonly profile: RunProfile;
  readonly settings: Settings;
  /** Read both sides completely instead of by delta. */
  readonly full: boolean;
  /** Plan id whose held set is released; null when nothing is approved. */
  readonly approve: string | null;
  /** Who approves, for the record. */
  readonly user: string;
};

/** Runs the phases of a run profile in order and records them. Never throws for what a run can meet: the record tells. */
export function run(_request: RunRequest, _ports: RunPorts): Promise<RunRecord> {
  throw new Error('under construction');
}
