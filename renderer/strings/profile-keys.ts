import { rulesStrings } from './configuration.ts';
import { setupStrings } from './setup.ts';

const { source, target } = setupStrings;

/** Keys of the profile file → what the screens call them. The command line and the log keep the keys. */
const labels: ReadonlyMap<string, string> = new Map([
  ['source.domain', source.domain],
  ['source.url', source.server],
  ['source.username', source.username],
  ['source.password', source.password],
  ['source.tls.caFile', source.caFile],
  ['source.tls.pin', source.pin],
  ['target.cloud', target.cloud],
  ['target.tenantId', target.tenantId],
  ['target.clientId', target.clientId],
  ['target.auth', target.how],
  ['target.auth.kind', target.how],
  ['target.auth.secret', target.secret],
  ['target.auth.certificateFile', target.certificateFile],
  ['target.auth.privateKey', target.privateKey],
  ['policies.stagingMode', rulesStrings.tabs.staging],
]);

/** A text of the engine with the names that the screens use; what stands between backticks is a command and stays. */
export function inScreenWords(text: string): string {
  return text.replace(/`[^`]*`|(?<![\w.\]])[a-z]+(?:\.[a-zA-Z]+)+/g, (part) => {
    const label = labels.get(part);
    return label === undefined ? part : `“${label}”`;
  });
}
