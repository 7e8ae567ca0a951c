import { userInfo } from 'node:os';
import { guidBytes } from '../../electron/lab/directory/identifiers.ts';
import type { Lab } from '../../electron/lab/lab.ts';

/** Ids, times, ports and folders differ from run to run; a golden file names the things themselves. */
export type Names = {
  /** Learns the objects that both sides have now. An id keeps its first name, so that "the same object" can be seen. */
  learn(): void;
  /** Gives an id a name; the first one stays. */
  name(id: string, name: string): void;
  /** `<plan 1>` for the first plan id, and the same for the same id. */
  plan(id: string): void;
  /** The text with everything that differs from run to run replaced. */
  plain(text: string): string;
};

const guid = /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/gi;
const anchor = /[A-Za-z0-9+/]{22}==/g;

/** Name of a target object as `TenantAdmin.find` understands it. */
function targetNames(lab: Lab): readonly string[] {
  const { users, groups, contacts } = lab.tenant.snapshot();
  return [
    ...users.map((user) => String(user['userPrincipalName'])),
    ...groups.map((group) => String(group['uniqueName'] ?? group['displayName'])),
    ...contacts.map((contact) => String(contact['mail'] ?? contact['displayName'])),
  ];
}

export function namesOf(lab: Lab, folder: string): Names {
  const known = new Map<string, string>();
  const used = new Map<string, number>();
  const counters = new Map<string, number>();

  const name = (id: string, wanted: string): void => {
    const key = id.toLowerCase();
    if (known.has(key)) return;
    const times = (used.get(wanted) ?? 0) + 1;
    used.set(wanted, times);
    known.set(key, times === 1 ? `<${wanted}>` : `<${wanted} #${times}>`);
  };
  /** `<plan 1>` for the first text of that kind, and the same for the same text. */
  const numbered = (kind: string, text: string): string => {
    const key = `${kind} ${text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const next = (counters.get(kind) ?? 0) + 1;
    counters.set(kind, next);
    known.set(key, `<${kind} ${next}>`);
    return `<${kind} ${next}>`;
  };
  const anchorNamed = (id: string, wanted: string): void => known.has(id) ? undefined : void known.set(id, `<anchor of ${wanted}>`);

  return {
    name,
    plan: (id) => void numbered('plan', id),
    learn() {
      for (const dn of lab.directory.dns()) {
        const first = dn.slice(dn.indexOf('=') + 1, dn.indexOf(','));
        const id = lab.directory.guidOf(dn);
        if (!known.has(id)) anchorNamed(guidBytes(id).toString('base64'), first);
        name(id, `AD ${first}`);
        for (const own of lab.directory.read(dn, 'mS-DS-ConsistencyGuid')) anchorNamed(own, `${first}: ConsistencyGuid`);
      }
      for (const each of targetNames(lab)) {
        const found = lab.tenant.admin.find(each);
        if (found === undefined) continue;
        const { displayName } = found.properties;
        name(found.id, `${found.kind} ${found.kind === 'group' ? String(displayName) : each}`);
      }
    },
    plain: (text) =>
      text
        .replaceAll(folder, '<folder>')
        .replaceAll(',DC=corp,DC=contoso,DC=test', ',…')
        .replace(/ --profile [^\s)`]+/g, '')
        .replace(/ --data-dir [^\s)`]+/g, '')
        .replace(/\d{8}T\d{6}Z-[0-9a-f]{4}/g, (id) => numbered('run', id))
        .replace(/\d{4}-\d\d-\d\dT\d\d[:-]\d\d[:-]\d\d(?:\.\d+)?Z?/g, '<time>')
        .replace(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
        .replace(/process \d+/g, 'process <pid>')
        .replace(/although \d+ were there/g, 'although <some> were there')
        .replace(/outsideContainers \d+/g, 'outsideContainers <some>')
        .replace(/Read [1-9]\d* objects from/g, 'Read <some> objects from')
        .replaceAll(` by ${userInfo().username} at `, ' by <operator> at ')
        .replace(/ in \d+ s$/gm, '')
        .replace(/\bplan ([0-9a-f]{16})\b/g, (_, id: string) => `plan ${numbered('plan', id)}`)
        .replace(guid, (id) => known.get(id.toLowerCase()) ?? '<id>')
        .replace(anchor, (id) => known.get(id) ?? id)
        .replace(/\b(?:[0-9a-f]{16}|[0-9a-f]{12})\b/g, (id) => known.get(`plan ${id}`) ?? known.get(id) ?? id),
  };
}
