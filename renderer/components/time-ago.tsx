import { useNow } from '../hooks/use-now.ts';
import { absoluteTime, relativeTime } from './relative-time.ts';

/** A moment, relative, with the absolute one on hover. */
export function TimeAgo({ at }: { readonly at: string }) {
  const now = useNow();
  return (
    <time dateTime={at} title={absoluteTime(at)}>
      {relativeTime(at, now)}
    </time>
  );
}
