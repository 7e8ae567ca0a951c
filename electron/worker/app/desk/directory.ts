import { InputProblem } from '../../../../shared/errors.ts';
import type { DirectoryOf } from '../../../../shared/ipc/directory.ts';
import { profileSchema } from '../../../../shared/profile.ts';
import type { FoundObjects } from '../../../connectors/ldap/browse/browser.ts';
import { extraAttributesOf } from '../../../sync/rules/extra-attributes.ts';
import type { Handlers } from '../endpoint.ts';
import type { Desk } from './context.ts';
import { createBrowsers, type Looking } from './directory/browsers.ts';
import { listedContainers, selectedObjects, shownContainers } from './directory/containers.ts';
import { matchOf, previewOf } from './directory/preview.ts';
import { reachOf, type SetupInProgress } from './directory/reach.ts';

const never = new AbortController().signal;
const mostContainers = 100;

function matchesOf({ objects, more }: FoundObjects) {
  return { matches: objects.map(matchOf), more };
}

/** Live questions to Active Directory; filters are built from values, never from a filter somebody typed. */
export function directoryHandlers(desk: Desk, setup: SetupInProgress): { readonly handlers: Handlers; stop(): void } {
  const browsers = createBrowsers();
  const look = async (of: DirectoryOf): Promise<Looking> => browsers.of((await reachOf(desk, setup, of)).options);
  const progress = (operation: string, text: (done: string) => string) => (done: number): void =>
    desk.host.emit('operation.progress', { operation, done, total: null, text: text(done.toLocaleString('en')) });
  const handlers: Handlers = {
    'directory.containers': async ({ of, parent, fresh }) => {
      const looking = await look(of);
      const tree = await looking.tree(never, fresh);
      const key = parent ?? tree.root.key;
      if (!tree.byKey.has(key)) throw new InputProblem('parent', 'This container is not in Active Directory any more.', 'Read the containers again.');
      const census = looking.counted();
      const [root] = shownContainers(tree, census, [tree.root]);
      return { root: root ?? { ...tree.root, children: 0, objects: null }, nodes: shownContainers(tree, census, tree.childrenOf(key)), known: tree.count };
    },
    'directory.findContainers': async ({ of, text }) => {
      const looking = await look(of);
      const tree = await looking.tree(never, false);
      const wanted = text.toLowerCase();
      const found = [...tree.byKey.values()].filter(({ name }) => name.toLowerCase().includes(wanted)).sort((left, right) => left.name.localeCompare(right.name));
      return { nodes: shownContainers(tree, looking.counted(), found.slice(0, mostContainers)), total: found.length };
    },
    'directory.count': async ({ of, operation, fresh }) => {
      const looking = await look(of);
      const { total, anchors } = await looking.count(desk.operation(operation).signal, fresh, progress(operation, (done) => `${done} objects counted`));
      return { total, anchors };
    },
    'directory.selection': async ({ of, containers }) => {
      const looking = await look(of);
      const tree = await looking.tree(never, false);
      const census = looking.counted();
      const listed = listedContainers(tree, containers);
      return { listed, objects: census === null ? null : containers === 'all' ? census.total : selectedObjects(tree, census, listed), total: census?.total ?? null };
    },
    'directory.findGroups': async ({ of, text }) => matchesOf(await (await look(of)).browser.find(text, 'groups', never)),
    'directory.group': async ({ of, guid, dn }) => {
      const found = guid === null && dn === null ? null : await (await look(of)).browser.read({ guid, dn: dn ?? '' }, never);
      return found?.kind === 'group' ? matchOf(found) : null;
    },
    'directory.countMembers': async ({ of, guid, dn, operation }) => {
      const { browser } = await look(of);
      const group = await browser.read({ guid, dn }, never);
      if (group?.kind !== 'group') throw new InputProblem('pilotGroup', `The group ${dn} is not in Active Directory, or the account may not read it.`, 'Choose another group.');
      return await browser.countMembers(group.dn, desk.operation(operation).signal, progress(operation, (done) => `${done} members counted`));
    },
    'directory.findObjects': async ({ of, text }) => matchesOf(await (await look(of)).browser.find(text, 'all', never)),
    'directory.preview': async ({ of, guid, dn, rules }) => {
      const { options, domains } = await reachOf(desk, setup, of);
      const complete = profileSchema.shape.rules.parse(rules);
      const found = await browsers.of(options).browser.read({ guid, dn }, never, extraAttributesOf(complete));
      return found === null ? null : previewOf(found, complete, domains);
    },
    'directory.stop': ({ operation }) => {
      desk.operation(operation).abort();
      return null;
    },
  };
  return { handlers, stop: () => browsers.close() };
}
