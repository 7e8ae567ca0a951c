import { Problem } from '../../../shared/errors.ts';
import type { SourceObject } from '../../sync/directory.ts';
import type { Cancel } from '../../sync/ports.ts';
import { isResult, resultCodes, searchProblem } from './failure.ts';
import { importContext, isBelow, readObjects } from './import-context.ts';
import { accountsFilter } from './object-classes.ts';
import type { Session } from './session.ts';
import type { SourceOptions } from './source-options.ts';

/** Reads one user or group with everything in use, however many members. Null when there is none of this name. */
export async function readObject(session: Session, options: SourceOptions, dn: string, cancel: Cancel): Promise<SourceObject | null> {
  const directory = await session.open(null);
  if (!isBelow(dn, directory.baseDn)) return null;
  try {
    for await (const page of readObjects(importContext(directory, options, cancel), dn, accountsFilter, { scope: 'base' })) {
      for (const object of page) return object;
    }
    return null;
  } catch (error) {
    const answer = error instanceof Problem ? error.cause : error;
    if (isResult(answer, resultCodes.noSuchObject)) return null;
    if (isResult(answer, resultCodes.invalidDnSyntax)) throw new Problem('usage', `“${dn}” is not a distinguished name.`, 'Write it as Active Directory does: CN=Anna Berg,OU=Staff,DC=corp,DC=contoso,DC=com.', { cause: error });
    throw searchProblem(error, dn, directory.facts.name);
  }
}
