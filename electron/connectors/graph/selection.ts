import type { TargetKind, TargetObject } from '../../sync/directory.ts';
import type { ExtensionNames } from './extension-names.ts';
import type { Extensions } from './extensions.ts';
import { selected, targetObject } from './target-object.ts';
import { GraphRefusal } from './transport.ts';

/** What is asked of each kind of object, and how an answer becomes a staged object. */
export type Selection = {
  /** `$select`, with the directory extensions that can be read. */
  of(kind: TargetKind): string;
  object(kind: TargetKind, entity: unknown): TargetObject;
  /** Reads with `of`; once more without an extension that the tenant does not show yet. */
  reading<T>(read: () => Promise<T>): Promise<T>;
};

export function createSelection(extensions: Pick<Extensions, 'selected' | 'hide'>, names: ExtensionNames): Selection {
  const more = (kind: TargetKind): readonly string[] => (kind === 'contact' ? [] : extensions.selected(kind));
  return {
    of: (kind) => [selected[kind], ...more(kind)].join(','),
    object: (kind, entity) => targetObject(kind, entity, names),
    async reading(read) {
      for (;;) {
        try {
          return await read();
        } catch (error) {
          if (!(error instanceof GraphRefusal) || !extensions.hide(error.failure)) throw error;
        }
      }
    },
  };
}
