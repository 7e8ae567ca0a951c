import { Problem } from '../../../../../shared/errors.ts';
import type { ConnectReport } from '../../../../../shared/ipc/setup.ts';
import type { EntraConnectImport } from '../../../../../shared/entra-connect.ts';
import type { ProfileDraft, SetupDraft } from '../../../../../shared/setup.ts';
import { connectExportAt, importEntraConnect } from '../../../entra-connect/import.ts';

/** The settings of Entra Connect as a draft: passwords, tenant and application are not in an export and are entered in the steps. */
export function connectDraft({ profile }: EntraConnectImport, draft: SetupDraft): SetupDraft {
  const { source, target: _target, ...rest } = profile;
  const { password: _password, ...own } = source;
  const imported: ProfileDraft = { ...rest, source: own, target: {} };
  return { ...draft, profile: imported, step: 'source', furthest: 'source' };
}

/** Reads an export and keeps what it shows, so that exactly this is what a setup goes on with. Nothing is saved. */
export type ConnectImports = {
  /** Null when the file is no export of Entra Connect. Throws a `usage` Problem when it is one that cannot be read. */
  read(path: string): ConnectReport | null;
  /** What `read` showed last. Throws a `usage` Problem when nothing was shown. */
  shown(): EntraConnectImport;
};

export function createConnectImports(): ConnectImports {
  let kept: EntraConnectImport | null = null;
  return {
    read(path) {
      kept = null;
      if (connectExportAt(path) === null) return null;
      const found = importEntraConnect(path, 'app');
      if (found === null) return null;
      kept = found;
      return { path, name: found.profile.name, forests: 1 + (found.profile.furtherSources?.length ?? 0), entries: found.report };
    },
    shown() {
      if (kept === null) throw new Problem('usage', 'No export of Entra Connect was read.', 'Choose the folder or the file of the export first, and look at its report.');
      return kept;
    },
  };
}
