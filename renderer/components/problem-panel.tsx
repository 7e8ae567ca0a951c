import { Button, MessageBar, MessageBarActions, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { Refusal } from '../../shared/ipc/call.ts';
import { commonStrings } from '../strings/common.ts';
import { inScreenWords } from '../strings/profile-keys.ts';

/** A refusal as it is shown everywhere: what happened, what to do, and once more. */
export function ProblemPanel({ refusal, onRetry }: { readonly refusal: Pick<Refusal, 'message' | 'fix'>; readonly onRetry?: () => void }) {
  return (
    <MessageBar intent="error" layout="multiline" role="alert">
      <MessageBarBody>
        <MessageBarTitle>{inScreenWords(refusal.message)}</MessageBarTitle>
        {inScreenWords(refusal.fix)}
      </MessageBarBody>
      {onRetry === undefined ? null : (
        <MessageBarActions>
          <Button onClick={onRetry}>{commonStrings.tryAgain}</Button>
        </MessageBarActions>
      )}
    </MessageBar>
  );
}
