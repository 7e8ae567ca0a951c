import { record, text } from './graph-failure.ts';
import type { ReadOptions, Transport } from './transport.ts';

export type Entity = Readonly<Record<string, unknown>>;

/** One page of a collection. `next` and `delta` are links to be followed as they are. */
export type RawPage = { readonly items: readonly Entity[]; readonly next: string | null; readonly delta: string | null };

export async function readPage(transport: Transport, pathOrLink: string, options: ReadOptions): Promise<RawPage> {
  const page = record(await transport.read(pathOrLink, options));
  const link = (name: string) => (text(page[name]) === '' ? null : text(page[name]));
  return {
    items: Array.isArray(page['value']) ? (page['value'] as unknown[]).map(record) : [],
    next: link('@odata.nextLink'),
    delta: link('@odata.deltaLink'),
  };
}

/** Every page of a collection, read when asked for. */
export async function* readPages(transport: Transport, path: string, options: ReadOptions): AsyncGenerator<readonly Entity[]> {
  for (let link: string | null = path; link !== null; ) {
    const page: RawPage = await readPage(transport, link, options);
    yield page.items;
    link = page.next;
  }
}
