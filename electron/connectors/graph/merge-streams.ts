/**
 * Interleaves asynchronous streams as their items arrive, one item of each in hand at most. Ends when all have ended,
 * fails when one fails. Leaving early ends the others too.
 */
export async function* mergeStreams<T>(streams: readonly AsyncGenerator<T>[]): AsyncGenerator<T> {
  const advance = (stream: AsyncGenerator<T>) => {
    const next = stream.next().then((step) => ({ stream, step }));
    next.catch(() => undefined); // it may fail while the consumer is busy; it is reported when its turn comes
    return next;
  };
  const waiting = new Map(streams.map((stream) => [stream, advance(stream)]));
  try {
    while (waiting.size > 0) {
      const { stream, step } = await Promise.race(waiting.values());
      if (step.done === true) {
        waiting.delete(stream);
        continue;
      }
      waiting.set(stream, advance(stream));
      yield step.value;
    }
  } finally {
    for (const stream of waiting.keys()) void stream.return(undefined).catch(() => undefined);
  }
}
