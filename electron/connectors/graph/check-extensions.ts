import type { Finding } from '../../../shared/finding.ts';
import type { DirectoryExtension } from '../../sync/flow/extensions.ts';
import type { Extensions } from './extensions.ts';
import type { TokenClaims } from './permissions.ts';

const making = ['Application.ReadWrite.OwnedBy', 'Application.ReadWrite.All', 'Directory.ReadWrite.All'] as const;

function finding(id: string, severity: Finding['severity'], text: string, fix: string | null = null): Finding {
  return { id, side: 'target', severity, text, fix };
}

/**
 * Whether the directory extensions of the profile are there, and can be made where they are not. With
 * Application.ReadWrite.OwnedBy an application reaches only registrations that it owns
 * (https://learn.microsoft.com/graph/api/application-post-extensionproperty).
 */
export async function* checkExtensions(definitions: readonly DirectoryExtension[], extensions: Pick<Extensions, 'read'>, claims: TokenClaims | null, consent: string): AsyncGenerator<Finding> {
  const existing = await extensions.read();
  const granted = making.find((permission) => claims?.permissions.includes(permission) === true);
  const grant = `Add the ${claims?.delegated === true ? 'delegated permission Application.ReadWrite.All' : 'application permission Application.ReadWrite.OwnedBy (and make the application an owner of its own app registration), or Application.ReadWrite.All,'} and grant admin consent at ${consent}.`;
  if (existing === null) {
    yield finding('extensions', 'error', `The directory extensions of the app registration cannot be read, so ${definitions.map(({ name }) => name).join(', ')} ${definitions.length === 1 ? 'is' : 'are'} left alone.`, grant);
    return;
  }
  for (const { name, type, several, objectTypes } of definitions) {
    const found = existing.find((each) => each.name === name);
    const id = `extension.${name}`;
    if (found === undefined) {
      yield granted === undefined && claims !== null
        ? finding(id, 'error', `The directory extension ${name} is not there, and the application may not make it.`, grant)
        : finding(id, 'ok', `The directory extension ${name} is not there yet; the plan shows that it will be made.`);
    } else if (found.type !== type || found.several !== several) {
      yield finding(id, 'error', `The directory extension ${name} is of type ${found.dataType}${found.several ? ' with several values' : ''} in the tenant and ${type}${several ? ' with several values' : ''} in the profile.`, 'Correct rules.directoryExtensions, or choose another name: the type of an extension cannot be changed.');
    } else {
      const missing = objectTypes.filter((each) => !found.objectTypes.includes(each));
      yield missing.length === 0
        ? finding(id, 'ok', `The directory extension ${name} is there.`)
        : finding(id, 'error', `The directory extension ${name} was not made for ${missing.map((each) => `${each}s`).join(' and ')}.`, 'Correct objectTypes in rules.directoryExtensions, or choose another name.');
    }
  }
}
