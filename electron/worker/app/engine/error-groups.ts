import type { ErrorGroup } from '../../../../shared/ipc/runs.ts';
import type { ExportFailure } from '../../../../shared/run.ts';

const namesKept = 5;
const groupsKept = 50;

/** What differs between two refusals of the same kind: quoted values, ids, addresses. */
function sameWords(message: string): string {
  return message.replace(/'[^']*'|"[^"]*"|[0-9a-f-]{36}|\S+@\S+/gi, '…');
}

/** Groups refusals as they come: the same code and the same words. The largest group first. */
export function createErrorGroups() {
  const groups = new Map<string, ErrorGroup>();
  return {
    add({ code, message, fix }: ExportFailure, name: string): void {
      const key = `${code} ${sameWords(message)}`;
      const known = groups.get(key);
      if (known === undefined) groups.set(key, { code, message, fix, count: 1, names: [name] });
      else groups.set(key, { ...known, count: known.count + 1, names: known.names.length < namesKept ? [...known.names, name] : known.names });
    },
    groups: (): readonly ErrorGroup[] => [...groups.values()].sort((left, right) => right.count - left.count).slice(0, groupsKept),
  };
}
