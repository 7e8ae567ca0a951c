import type { Cancel } from '../../sync/ports.ts';
import { importContext } from './import-context.ts';
import { readPages } from './pager.ts';
import { textValue } from './raw-values.ts';
import { createSession } from './session.ts';
import type { SourceOptions } from './source-options.ts';

/** An account as far as its sign-in name depends on it. */
export type SignInName = { readonly value: string | null; readonly accountName: string | null; readonly mail: string | null; readonly mailNickname: string | null; readonly commonName: string | null };

const usersFilter = '(&(|(objectClass=user)(objectClass=inetOrgPerson))(!(objectClass=computer))(!(isCriticalSystemObject=TRUE)))';

/** Streams the sign-in names of all users below the base; `attribute` is what becomes the user principal name. */
export async function* readSignInNames(options: SourceOptions, attribute: string, cancel: Cancel): AsyncGenerator<readonly SignInName[]> {
  const session = createSession(options);
  try {
    const { directory } = importContext(await session.open(null), options, cancel);
    const attributes = [...new Set([attribute, 'sAMAccountName', 'mail', 'mailNickname', 'cn'])];
    const search = { base: directory.baseDn, scope: 'sub', filter: usersFilter, attributes, pageSize: options.pageSize, what: directory.baseDn } as const;
    const pages = readPages<SignInName>(
      directory,
      search,
      (entry) => ({ value: textValue(entry, attribute), accountName: textValue(entry, 'sAMAccountName'), mail: textValue(entry, 'mail'), mailNickname: textValue(entry, 'mailNickname'), commonName: textValue(entry, 'cn') }),
      cancel,
    );
    for await (const { items } of pages) yield items;
  } finally {
    session.close();
  }
}
