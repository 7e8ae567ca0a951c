import type { Entity } from './directory.ts';
import type { Answer, Call, World } from './world.ts';
import { GraphFailure, badRequest } from './failure.ts';
import { demand } from './permissions.ts';
import { methodNotAllowed, nameAt, refuseSegment } from './resource.ts';
import { context } from './world.ts';

/** `/users/{id}/photo`: learn.microsoft.com/graph/api/profilephoto-get, profilephoto-update. */

const largest = 4 * 1024 * 1024;

function put(world: World, call: Call, user: Entity): Answer {
  demand(call.caller, 'writePhotos');
  const { bytes } = call;
  if (bytes === null) throw badRequest('A photo cannot be part of a JSON batch.');
  if ((call.headers['content-type'] ?? '').toLowerCase() !== 'image/jpeg') throw badRequest('The content type of a photo must be image/jpeg.');
  if (bytes.length >= largest) throw new GraphFailure(413, 'RequestEntityTooLarge', 'The request is larger than 4 MB.');
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw new GraphFailure(400, 'ErrorInvalidImage', 'The image is not a valid JPEG photo.');
  world.photos.set(user.id, bytes);
  return { status: 200 };
}

export function photo(world: World, call: Call, user: Entity): Answer {
  const isValue = nameAt(call.parts, 3) === '$value';
  if (call.parts.length > 4 || (call.parts.length === 4 && !isValue)) refuseSegment(call, 3);
  if (isValue && (call.method === 'PUT' || call.method === 'PATCH')) return put(world, call, user);
  if (call.method !== 'GET' || isValue) throw methodNotAllowed(call);
  demand(call.caller, 'readUsers');
  if (!world.photos.has(user.id)) throw new GraphFailure(404, 'ImageNotFound', 'The photo was not found.');
  return { status: 200, body: { '@odata.context': context(world, `users('${user.id}')/photo/$entity`), '@odata.mediaContentType': 'image/jpeg', id: '648x648', width: 648, height: 648 } };
}
