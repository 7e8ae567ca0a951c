import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { RunView } from '../../../shared/ipc/runs.ts';
import { openScreen } from '../../frame/navigation.ts';
import { runStrings } from '../../strings/runs.ts';
import { duration, resultOf, secondsBetween } from './run-words.ts';

const { result: words } = runStrings;

/** How it ended, with the numbers that lead on. */
export function RunResultBar({ view, onErrors, onRunAgain }: { readonly view: RunView; readonly onErrors: () => void; readonly onRunAgain: (() => void) | undefined }) {
  const sentence = resultOf(view);
  if (sentence === null) return null;
  const { result } = view;
  const seconds = secondsBetween(view.startedAt, result?.endedAt ?? null);
  const planId = result?.planId ?? null;
  const failed = result?.exported?.failed ?? 0;
  const again = onRunAgain !== undefined && (view.state === 'interrupted' || result?.outcome === 'failed' || result?.outcome === 'cancelled');
  return (
    <MessageBar intent={sentence.tone} layout="multiline" data-testid="run-result">
      <MessageBarBody>
        <MessageBarTitle>{sentence.text}</MessageBarTitle>
        {[sentence.fix, ...(result?.protectionTexts ?? []), seconds === null ? null : words.took(duration(seconds))].filter((text) => text !== null).join(' ')}
      </MessageBarBody>
      <MessageBarActions>
        {again ? <Button onClick={onRunAgain}>{runStrings.runAgain}</Button> : null}
        {(result?.heldByProtection ?? 0) > 0 && planId !== null ? <Button onClick={() => openScreen('plan', { plan: planId, hold: 'protection' })}>{words.openHeld(result?.heldByProtection ?? 0)}</Button> : null}
        {failed > 0 ? <Button onClick={onErrors}>{words.openErrors(failed)}</Button> : null}
        {(result?.conflicts ?? 0) > 0 ? <Button onClick={() => openScreen('conflicts')}>{words.openConflicts(result?.conflicts ?? 0)}</Button> : null}
        {planId === null ? null : <Button onClick={() => openScreen('plan', { plan: planId })}>{words.openPlan}</Button>}
      </MessageBarActions>
    </MessageBar>
  );
}
