import { useEffect, useState } from 'react';
import type { Refusal } from '../../../shared/ipc/call.ts';
import type { Configuration } from '../../../shared/ipc/configuration.ts';
import { call, refusalFrom } from '../../api.ts';
import { useCall } from '../../hooks/use-call.ts';

export type EditedConfiguration =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly refusal: Refusal; readonly retry: () => void }
  | {
      readonly state: 'ready';
      readonly value: Configuration;
      readonly changed: boolean;
      readonly saving: boolean;
      /** Counts the times it was saved or discarded: forms start anew with it. */
      readonly turn: number;
      readonly refusal: Refusal | null;
      readonly change: (part: Partial<Configuration>) => void;
      readonly discard: () => void;
      readonly save: () => Promise<boolean>;
    };

/** As text, whatever the order in which its keys were written. */
function inOrder(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => (typeof part === 'object' && part !== null && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([left], [right]) => (left < right ? -1 : 1))) : part));
}

/** The configuration of a profile, to be edited and saved as a whole. */
export function useConfiguration(profileId: string): EditedConfiguration {
  const read = useCall('configuration.read', { profileId });
  /** What the last save answered; newer than what was read. */
  const [saved, setSaved] = useState<Configuration | null>(null);
  const [edits, setEdits] = useState<Partial<Configuration>>({});
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [turn, setTurn] = useState(0);
  const begin = (): void => {
    setEdits({});
    setRefusal(null);
    setTurn((before) => before + 1);
  };
  useEffect(() => {
    setSaved(null);
    begin();
  }, [profileId]);
  if (read.state === 'failed') return { state: 'failed', refusal: read.refusal, retry: read.reload };
  if (read.state === 'loading') return { state: 'loading' };
  const before = saved ?? read.value;
  const value: Configuration = { ...before, ...edits };
  return {
    state: 'ready',
    value,
    changed: inOrder(value) !== inOrder(before),
    saving,
    turn,
    refusal,
    change: (part) => setEdits((made) => ({ ...made, ...part })),
    discard: begin,
    async save() {
      setSaving(true);
      setRefusal(null);
      try {
        const { containers, pilotGroup, further, rules, policies, protection } = edits;
        const answer = await call('configuration.save', { profileId, change: { ...(containers === undefined ? {} : { containers }), ...(pilotGroup === undefined ? {} : { pilotGroup }), ...(further === undefined ? {} : { further: further.map(({ name, containers: selected, pilotGroup: pilot }) => ({ name, containers: selected, pilotGroup: pilot })) }), ...(rules === undefined ? {} : { rules }), ...(policies === undefined ? {} : { policies }), ...(protection === undefined ? {} : { protection }) } });
        setSaved(answer);
        setEdits({});
        return true;
      } catch (error) {
        setRefusal(refusalFrom(error));
        return false;
      } finally {
        setSaving(false);
      }
    },
  };
}
