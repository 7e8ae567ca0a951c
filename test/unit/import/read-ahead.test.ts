import { expect, it } from 'vitest';
import { readAhead } from '../../../electron/sync/import/read-ahead.ts';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

async function* numbers(count: number, events: string[], failAt = -1): AsyncGenerator<number> {
  try {
    for (let number = 0; number < count; number += 1) {
      events.push(`fetch ${number}`);
      await turn();
      if (number === failAt) throw new Error('lost the connection');
      yield number;
    }
  } finally {
    events.push('ended');
  }
}

it('fetches the next page while this one is staged, and no more than `depth`', async () => {
  const events: string[] = [];
  for await (const number of readAhead(numbers(5, events), 2)) {
    await turn(); await turn(); await turn();
    events.push(`staged ${number}`);
  }
  expect(events).toEqual(['fetch 0', 'fetch 1', 'fetch 2', 'staged 0', 'fetch 3', 'staged 1', 'fetch 4', 'staged 2', 'ended', 'staged 3', 'staged 4']);
});

it('throws an error in its place, after the pages before it', async () => {
  const seen: number[] = [];
  const reading = (async () => { for await (const number of readAhead(numbers(5, [], 3), 2)) seen.push(number); })();
  await expect(reading).rejects.toThrow('lost the connection');
  expect(seen).toEqual([0, 1, 2]);
});

it('ends the iterator when the consumer leaves early, and swallows how it ends', async () => {
  const events: string[] = [];
  for await (const number of readAhead(numbers(100, events, 3), 2)) if (number === 1) break;
  expect(events.at(-1)).toBe('ended');
  expect(events.length).toBeLessThan(7);
});
