import { openSource } from '../connectors/ldap/source-connector.ts';
import { openTarget } from '../connectors/graph/target-connector.ts';
import type { SourceConnector, TargetConnector } from '../sync/ports.ts';
import { sourceOptionsOf, targetOptionsOf, type SignIn } from './connector-options.ts';
import type { Workspace } from './workspace.ts';

export type Connectors = { readonly source: SourceConnector; readonly target: TargetConnector; close(): Promise<void> };

/** Builds both connectors. With `readOnly` the target's transport refuses every write. */
export async function openConnectors(workspace: Workspace, signIn: SignIn, readOnly: boolean): Promise<Connectors> {
  const { loaded, secrets, log } = workspace;
  const targetOptions = targetOptionsOf(loaded, secrets, signIn, readOnly, log);
  const source = await openSource(sourceOptionsOf(loaded, secrets, log));
  try {
    const target = await openTarget(targetOptions);
    return {
      source,
      target,
      async close() {
        await Promise.allSettled([source.close(), target.close()]);
      },
    };
  } catch (error) {
    await source.close();
    throw error;
  }
}
