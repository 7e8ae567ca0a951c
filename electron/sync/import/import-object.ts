import { Problem } from '../../../shared/errors.ts';
import type { SourceObject } from '../directory.ts';
import { findStaged } from '../explain.ts';
import { anchorOf, uniqueNameOf } from '../names/anchor.ts';
import { parentDn } from '../names/dn.ts';
import type { NamedSource, TargetPage } from '../ports.ts';
import type { RunPorts } from '../run.ts';
import type { StagingStore } from '../store.ts';

/** One object as both sides have it now. */
export type ImportedObject = { readonly guid: string; readonly dn: string; readonly anchor: string; /** Whether the tenant has an object for it. */ readonly counterpart: boolean };

type Ports = Pick<RunPorts, 'sources' | 'target' | 'store' | 'clock' | 'cancel'>;

/** The sources that may hold the object: the one it was read from, else all of them. */
function candidates({ sources, store }: Ports, query: string): { readonly dn: string; readonly sources: readonly NamedSource[] } {
  const staged = findStaged(query, store);
  if (staged !== null) return { dn: staged.dn, sources: sources.filter(({ name }) => name === staged.source) };
  if (parentDn(query) !== '' && query.includes('=')) return { dn: query, sources };
  throw new Problem('usage', `No AD object that Causeway has read is called “${query}”.`, 'Give the distinguished name of a new object, or run `causeway sync`, which finds it.');
}

/**
 * Reads one user or group from AD into its connector space, as a delta of one object: no watermark moves.
 * Throws a usage Problem when nothing was imported yet, and when the object is not there: what is gone is only ever
 * judged by an import of everything, under protection (invariant I1).
 */
export async function importObject(ports: Ports, query: string): Promise<ImportedObject> {
  const { store, clock, cancel } = ports;
  const { dn, sources } = candidates(ports, query.trim());
  let found: { readonly object: SourceObject; readonly source: string } | null = null;
  for (const { name, connector } of sources) {
    if (store.source.of(name).lastFullImport() === null) throw new Problem('usage', 'Nothing was read completely yet, so one object cannot be judged.', 'Run `causeway sync` once; it reads both sides.');
    const object = await connector.readObject(dn, cancel);
    if (object === null) continue;
    found = { object, source: name };
    break;
  }
  if (found === null) throw new Problem('usage', `There is no user or group ${dn} in Active Directory, or the account may not read it.`, 'When it was moved, renamed or deleted, run `causeway sync`: that is seen by an import of everything.');
  const { object, source } = found;
  const staging = store.source.of(source);
  const generation = staging.begin('delta');
  staging.stage(generation, 'delta', { objects: [object], deleted: [], watermark: null });
  staging.finish(generation, 'delta', null, false, clock.now().toISOString());
  const row = findStaged(object.guid, store);
  const anchor = anchorOf(row ?? object).value;
  return { guid: object.guid, dn: object.dn, anchor, counterpart: await refreshTarget(ports, object, anchor) };
}

/** Reads the Entra object of an identity into its connector space; the delta links stay where they are. */
async function refreshTarget({ target, store, clock }: Ports, { kind, attributes }: SourceObject, anchor: string): Promise<boolean> {
  const link = store.links.get(anchor);
  const type = kind === 'group' ? 'group' : 'user';
  const page = link === null ? await foundPage(target, type, anchor, attributes['userPrincipalName']?.[0] ?? '') : await linkedPage({ target, store }, type, link.targetId);
  if (page === null) return false;
  const generation = store.target.begin('delta');
  store.target.stage(generation, 'delta', page, clock.now());
  store.target.finish(generation, 'delta', store.target.watermark(), clock.now());
  return true;
}

const nothing: Omit<TargetPage, 'objects'> = { removed: [], members: [], managers: [], watermark: null };

async function foundPage(target: Ports['target'], type: 'user' | 'group', anchor: string, userPrincipalName: string): Promise<TargetPage | null> {
  const found = type === 'user' ? await target.findUser({ immutableId: anchor, userPrincipalName }) : await target.findGroup(uniqueNameOf(anchor));
  return found === null || found.deleted ? null : { ...nothing, objects: [found.object] };
}

async function linkedPage({ target, store }: Pick<Ports, 'target'> & { readonly store: Pick<StagingStore, 'target'> }, type: 'user' | 'group', id: string): Promise<TargetPage | null> {
  const object = await target.read(type, id);
  if (object === null) return null;
  if (type === 'user') return { ...nothing, objects: [object], managers: [{ userId: id, managerId: (await target.managerOf(id)) ?? null }] };
  const members = new Set((await target.membersOf(id)) ?? []);
  const staged = new Set(store.target.members(id));
  return { ...nothing, objects: [object], members: [{ groupId: id, add: [...members].filter((member) => !staged.has(member)), remove: [...staged].filter((member) => !members.has(member)) }] };
}
