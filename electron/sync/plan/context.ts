import type { Conflict } from '../../../shared/conflict.ts';
import type { PlanNote } from '../../../shared/plan.ts';
import type { FlowContext } from '../flow/context.ts';
import type { LinkIndex } from '../match/match.ts';
import type { TargetIndex } from '../match/target-index.ts';
import type { Digest } from '../ports.ts';
import type { ResolutionBook } from '../review/book.ts';
import type { Decisions } from '../review/decisions.ts';
import type { Settings } from '../settings.ts';
import type { Refusal, StagingStore } from '../store.ts';
import type { PlanBook } from './book.ts';
import type { Tally } from './gather.ts';
import type { Verdict } from './verdict.ts';

/** Everything the composing of a plan looks at and writes to. */
export type Composition = {
  readonly store: StagingStore;
  readonly settings: Settings;
  readonly flow: FlowContext;
  readonly index: TargetIndex;
  readonly links: LinkIndex;
  readonly decisions: Decisions;
  readonly resolutions: ResolutionBook;
  readonly refusals: ReadonlyMap<string, readonly Refusal[]>;
  readonly verdicts: ReadonlyMap<string, Verdict>;
  /** Target objects that leave with their AD object: what only follows from that is not planned on its own. */
  readonly leaving: ReadonlySet<string>;
  readonly digest: Digest;
  readonly book: PlanBook;
  readonly losses: Tally;
  readonly note: (note: PlanNote) => void;
  readonly conflict: (conflict: Conflict) => void;
};
