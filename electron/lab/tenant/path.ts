import type { Part } from './world.ts';
import { noSuchSegment } from './failure.ts';

/**
 * The path after `/v1.0` as parts: `users('x')` becomes `users`, `x`; `groups(uniqueName='x')` becomes `groups` and an
 * alternate key; `microsoft.graph.delta()` and `delta()` become `delta`. Type casts stay as they are.
 */
export function parsePath(path: string): readonly Part[] {
  const parts: Part[] = [];
  for (const raw of path.split('/')) {
    if (raw === '') continue;
    const segment = decoded(raw);
    const action = /^(?:microsoft\.graph\.)?(delta|restore|getByIds|checkMemberGroups|getMemberGroups|assignLicense|revokeSignInSessions)(?:\(\))?$/i.exec(segment);
    const keyed = /^([A-Za-z.]+)\((?:([A-Za-z]+)=)?'((?:[^']|'')*)'\)$/.exec(segment);
    if (action !== null) parts.push(action[1] ?? segment);
    else if (keyed !== null) {
      const value = (keyed[3] ?? '').replaceAll("''", "'");
      parts.push(keyed[1] ?? '', keyed[2] === undefined || keyed[2].toLowerCase() === 'id' ? value : { key: keyed[2], value });
    } else parts.push(segment);
  }
  return parts;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw noSuchSegment(text);
  }
}
