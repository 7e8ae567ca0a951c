import type { Answer, Call, World } from './world.ts';
import { applications } from './application-routes.ts';
import { noSuchSegment } from './failure.ts';
import { groups } from './group-routes.ts';
import { contacts, directoryObject } from './object-routes.ts';
import { keyAt, nameAt } from './resource.ts';
import { getOrganization, listSkus, patchOrganization } from './tenant-objects.ts';
import { directory, directoryRoles, domains, me } from './tenant-routes.ts';
import { users } from './user-routes.ts';

/** Which handler answers which path of the API. */

/** Answers one API request; throws a GraphFailure for every refusal. */
export function route(world: World, call: Call): Answer {
  switch (nameAt(call.parts, 0)) {
    case 'users':
      return users(world, call);
    case 'groups':
      return groups(world, call);
    case 'contacts':
      return contacts(world, call);
    case 'directoryobjects':
      return directoryObject(world, call);
    case 'domains':
      return domains(world, call);
    case 'organization':
      return call.method === 'PATCH' ? patchOrganization(world, call) : getOrganization(world, call, call.parts.length > 1 ? keyAt(call.parts, 1) : null);
    case 'directoryroles':
      return directoryRoles(world, call);
    case 'subscribedskus':
      return listSkus(world, call);
    case 'directory':
      return directory(world, call);
    case 'applications':
      return applications(world, call);
    case 'me':
      return me(world, call);
    default:
      throw noSuchSegment(keyAt(call.parts, 0));
  }
}
