import type { Answer, Call, World } from './world.ts';
import { dataTypes, extensionBody, extensionName, targetKinds, type RegisteredExtension } from './extensions.ts';
import { badRequest, insufficientPrivileges, invalidValue, notFound, valueRequired } from './failure.ts';
import { nextGuid } from './ids.ts';
import { isTextList, textOf, type JsonObject } from './json.ts';
import { demand, mayDo } from './permissions.ts';
import { keyAt, methodNotAllowed, nameAt, refuseSegment } from './resource.ts';
import { picked } from './tenant-objects.ts';
import { bodyOf, context, noContent } from './world.ts';

/** `/applications`, of which the tenant has one: the client's own. learn.microsoft.com/graph/api/application-post-extensionproperty */

const applicationName = 'Causeway';

function applicationBody(world: World): Record<string, string | null> {
  return { id: world.application.id, appId: world.application.appId, displayName: applicationName };
}

/** With `OwnedBy` an application reaches only what it owns, its own registration included. */
function demandWrite(world: World, call: Call): void {
  if (mayDo(call.caller, 'writeApplications')) return;
  if (!call.caller.appOnly || !world.application.ownsItself || !mayDo(call.caller, 'writeOwnApplications')) throw insufficientPrivileges();
}

function made(world: World, call: Call): RegisteredExtension {
  const body = bodyOf(call);
  const known = ['name', 'dataType', 'targetObjects', 'isMultiValued'];
  for (const name of Object.keys(body)) if (!known.includes(name)) throw badRequest(`Invalid property '${name}'.`);
  const name = textOf(body['name']);
  if (name === null) throw valueRequired('name', 'ExtensionProperty');
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) throw invalidValue('name', 'ExtensionProperty');
  const dataType = textOf(body['dataType']) ?? '';
  if (dataTypes[dataType] === undefined) throw invalidValue('dataType', 'ExtensionProperty');
  const targetObjects = body['targetObjects'];
  if (!isTextList(targetObjects) || targetObjects.length === 0 || targetObjects.some((each) => targetKinds[each] === undefined)) throw invalidValue('targetObjects', 'ExtensionProperty');
  const full = extensionName(world.application.appId, name);
  if (world.extensions.all().some((each) => each.name.toLowerCase() === full.toLowerCase())) throw badRequest(`An extension property exists with the name ${full}.`);
  return { id: nextGuid(world.directory.random), name: full, dataType, several: body['isMultiValued'] === true, targetObjects };
}

function extensionProperties(world: World, call: Call): Answer {
  const { parts, method } = call;
  const show = (extension: RegisteredExtension) => extensionBody(extension, applicationName);
  if (parts.length === 3 && method === 'GET') {
    demand(call.caller, 'readApplications');
    return { status: 200, body: { '@odata.context': context(world, `applications('${world.application.id}')/extensionProperties`), value: world.extensions.all().map((each) => picked(show(each), call)) } };
  }
  if (parts.length === 3 && method === 'POST') {
    demandWrite(world, call);
    const extension = made(world, call);
    world.extensions.add(extension);
    return { status: 201, body: { '@odata.context': context(world, `applications('${world.application.id}')/extensionProperties/$entity`), ...show(extension) } };
  }
  if (parts.length === 4 && method === 'DELETE') {
    demandWrite(world, call);
    if (!world.extensions.remove(keyAt(parts, 3))) throw notFound(keyAt(parts, 3));
    return noContent;
  }
  throw parts.length > 4 ? refuseSegment(call, 4) : methodNotAllowed(call);
}

/** As Graph lists a client secret: never its text. */
function secretBody(world: World): JsonObject {
  const yearMs = 365 * 24 * 3_600_000;
  const made = '2026-01-01T00:00:00Z';
  const endDateTime = world.faults.current.secretEnds ?? new Date(world.now() + yearMs).toISOString();
  return { customKeyIdentifier: null, displayName: 'Causeway', endDateTime, hint: null, keyId: world.application.id, secretText: null, startDateTime: made };
}

export function applications(world: World, call: Call): Answer {
  const { parts, method } = call;
  const part = parts[1];
  if (part === undefined) throw insufficientPrivileges();
  const isOwn = typeof part === 'string' ? part.toLowerCase() === world.application.id : part.key.toLowerCase() === 'appid' && part.value.toLowerCase() === world.application.appId;
  if (!isOwn) throw notFound(keyAt(parts, 1));
  if (nameAt(parts, 2) === 'extensionproperties') return extensionProperties(world, call);
  if (parts.length > 2) refuseSegment(call, 2);
  if (method !== 'GET') throw methodNotAllowed(call);
  demand(call.caller, 'readApplications');
  return { status: 200, body: { '@odata.context': context(world, 'applications/$entity'), ...picked({ ...applicationBody(world), passwordCredentials: [secretBody(world)] }, call) } };
}
