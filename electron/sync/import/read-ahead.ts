/**
 * The same sequence, but up to `depth` items are fetched while the consumer is busy with the one before: the next page
 * is on its way while this one is staged. Asks the iterator for one item at a time, so any async iterable will do.
 * An error is thrown in its place in the sequence; leaving early ends the iterator.
 */
export async function* readAhead<T>(iterable: AsyncIterable<T>, depth: number): AsyncGenerator<T, void, undefined> {
  const iterator = iterable[Symbol.asyncIterator]();
  const ahead: Promise<IteratorResult<T, unknown>>[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let ended = false;

  const fetchNext = (): void => {
    const next = last.then(() => iterator.next());
    next.catch(() => undefined); // reported when its turn comes
    last = next;
    ahead.push(next);
  };

  try {
    while (!ended) {
      while (ahead.length <= depth) fetchNext();
      const result = await ahead.shift();
      if (result === undefined || result.done === true) {
        ended = true;
        return;
      }
      yield result.value;
    }
  } catch (error) {
    ended = true;
    throw error;
  } finally {
    if (!ended) await endEarly(iterator, last);
  }
}

/** Lets what is being fetched come to its end first: an iterator may not be asked and ended at the same time. */
async function endEarly<T>(iterator: AsyncIterator<T>, last: Promise<unknown>): Promise<void> {
  try {
    await last;
    await iterator.return?.();
  } catch {
    // The consumer has left: how the rest of the sequence ends is of no interest any more.
  }
}
