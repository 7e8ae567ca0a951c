import { expect, test } from 'vitest';
import { mergeStreams } from '../../../electron/connectors/graph/merge-streams.ts';

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function* numbers(values: readonly number[], delayMs: number): AsyncGenerator<number> {
  for (const value of values) {
    await pause(delayMs);
    yield value;
  }
}

async function* failing(): AsyncGenerator<number> {
  await pause(2);
  throw new Error('broken stream');
}

async function collect(stream: AsyncIterable<number>, busyMs = 0): Promise<number[]> {
  const seen: number[] = [];
  for await (const value of stream) {
    seen.push(value);
    await pause(busyMs);
  }
  return seen;
}

test('every item of every stream comes once, each stream in its order', async () => {
  const seen = await collect(mergeStreams([numbers([1, 2, 3], 1), numbers([10, 20], 3), numbers([], 0)]));
  expect(seen.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 10, 20]);
  expect(seen.filter((value) => value < 10)).toEqual([1, 2, 3]);
});

test('a stream that fails while the consumer is busy fails the whole, and nothing goes unhandled', async () => {
  const unhandled: unknown[] = [];
  const note = (error: unknown) => unhandled.push(error);
  process.on('unhandledRejection', note);
  try {
    await expect(collect(mergeStreams([numbers([1, 2, 3], 0), failing()]), 20)).rejects.toThrow('broken stream');
    await pause(20);
    expect(unhandled).toEqual([]);
  } finally {
    process.off('unhandledRejection', note);
  }
});
