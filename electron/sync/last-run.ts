import { isWholeRun } from '../../shared/run.ts';
import type { RunRecord, StagingStore } from './store.ts';

const runsLookedAt = 50;

/** The newest run of everything; one for a single object says nothing about the others. */
export function lastWholeRun({ list }: Pick<StagingStore['runs'], 'list'>): RunRecord | null {
  return list(runsLookedAt).find(({ profile }) => isWholeRun(profile)) ?? null;
}
