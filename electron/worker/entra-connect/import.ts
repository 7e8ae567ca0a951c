import { statSync } from 'node:fs';
import type { EntraConnectImport } from '../../../shared/entra-connect.ts';
import { convertConfiguration } from './convert.ts';
import { exportFileText } from './export-file.ts';
import { readConnectFolder } from './read-folder.ts';
import { isConnectPolicy, readConnectPolicy } from './read-policy.ts';
import type { Reader } from './say.ts';

/** Which export of Entra Connect a path holds: the folder of Get-ADSyncServerConfiguration, or the wizard's JSON file; null for neither. */
export function connectExportAt(path: string): 'folder' | 'policy' | null {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (found.isDirectory()) return 'folder';
  return isConnectPolicy(exportFileText(path)) ? 'policy' : null;
}

/** The export of Entra Connect at this path as a draft with its report; null when it is none. Reads only. Throws a `usage` Problem. */
export function importEntraConnect(path: string, reader: Reader): EntraConnectImport | null {
  const kind = connectExportAt(path);
  if (kind === null) return null;
  return convertConfiguration(kind === 'folder' ? readConnectFolder(path) : readConnectPolicy(path), reader);
}
