import type { SourceConnector } from '../../sync/ports.ts';
import { checkSource } from './check.ts';
import { openSourceImport } from './open-import.ts';
import { readObject } from './read-object.ts';
import { bytesValue } from './raw-values.ts';
import { readOne } from './root-dse.ts';
import { createSession } from './session.ts';
import type { SourceOptions } from './source-options.ts';

export type { SourceOptions } from './source-options.ts';

/**
 * The LDAP source connector. Nothing is sent before the first operation: what goes wrong with the connection is then a
 * Problem of that operation, or a finding of `check`.
 */
export function openSource(options: SourceOptions): Promise<SourceConnector> {
  const session = createSession(options);
  return Promise.resolve({
    openImport: (watermark, { full, cancel, largeGroups }) => openSourceImport(session, options, watermark, { full, cancel, largeGroups: largeGroups ?? new Set() }),
    readObject: (dn, cancel) => readObject(session, options, dn, cancel),
    readPhoto: async (dn) => {
      const { connection } = await session.open(null);
      const entry = await readOne(connection, dn, ['thumbnailPhoto']);
      return entry === null ? null : bytesValue(entry, 'thumbnailPhoto');
    },
    check: () => checkSource(session, options),
    close: () => {
      session.close();
      return Promise.resolve();
    },
  });
}
