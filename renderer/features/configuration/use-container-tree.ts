import { useCallback, useEffect, useReducer } from 'react';
import type { Refusal } from '../../../shared/ipc/call.ts';
import type { DirectoryContainer, DirectoryOf } from '../../../shared/ipc/directory.ts';
import { call, refusalFrom } from '../../api.ts';

/** The part of the container tree that was opened so far. */
export type TreeState = {
  readonly root: DirectoryContainer | null;
  /** Children by key of their parent, as far as they were asked for. */
  readonly levels: ReadonlyMap<string, readonly DirectoryContainer[]>;
  readonly open: ReadonlySet<string>;
  readonly refusal: Refusal | null;
};

type Step =
  | { readonly type: 'level'; readonly parent: string; readonly root: DirectoryContainer; readonly nodes: readonly DirectoryContainer[] }
  | { readonly type: 'open'; readonly key: string; readonly open: boolean }
  | { readonly type: 'refused'; readonly refusal: Refusal }
  | { readonly type: 'forget' };

const nothing: TreeState = { root: null, levels: new Map(), open: new Set(), refusal: null };

export function reduceTree(state: TreeState, step: Step): TreeState {
  switch (step.type) {
    case 'level': {
      const first = state.root === null;
      return { root: step.root, levels: new Map(state.levels).set(step.parent, step.nodes), open: first ? new Set([step.root.key]) : state.open, refusal: null };
    }
    case 'open': {
      const open = new Set(state.open);
      if (step.open) open.add(step.key);
      else open.delete(step.key);
      return { ...state, open };
    }
    case 'refused':
      return { ...state, refusal: step.refusal };
    case 'forget':
      return nothing;
  }
}

/** Opens the containers of a directory level by level. `reload` asks for every opened level again, `fresh` reads the directory anew. */
export function useContainerTree(of: DirectoryOf): TreeState & { readonly setOpen: (key: string, open: boolean) => void; readonly reload: (fresh: boolean) => void } {
  const [state, dispatch] = useReducer(reduceTree, nothing);
  const where = JSON.stringify(of);
  const ask = useCallback(
    (parent: string | null, fresh: boolean): void => {
      call('directory.containers', { of: JSON.parse(where) as DirectoryOf, parent, fresh }).then(
        ({ root, nodes }) => dispatch({ type: 'level', parent: parent ?? root.key, root, nodes }),
        (error: unknown) => dispatch({ type: 'refused', refusal: refusalFrom(error) }),
      );
    },
    [where],
  );
  useEffect(() => {
    dispatch({ type: 'forget' });
    ask(null, false);
  }, [ask]);
  return {
    ...state,
    setOpen: (key, open) => {
      dispatch({ type: 'open', key, open });
      if (open && !state.levels.has(key)) ask(key, false);
    },
    reload: (fresh) => {
      if (state.root === null) return ask(null, fresh);
      for (const key of state.levels.keys()) ask(key === state.root.key ? null : key, fresh && key === state.root.key);
    },
  };
}
