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

/** The configuration of a profile, to be edited and saved as a whole. */
export function useConfiguration(profileId: string): EditedConfiguration {
  const read = useCall('configuration.read', { profileId });
  const [edits, setEdits] = useState<Partial<Configuration>>({});
  const [saving, setSaving] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [turn, setTurn] = useState(0);
  const begin = (): void => {
    setEdits({});
    setRefusal(null);
    setTurn((before) => before + 1);
  };
  useEffect(begin, [profileId]);
  if (read.state === 'failed') return { state: 'failed', refusal: read.refusal, retry: read.reload };
  if (read.state === 'loading') return { state: 'loading' };
  const value: Configuration = { ...read.value, ...edits };
  return {
    state: 'ready',
    value,
    changed: JSON.stringify(value) !== JSON.stringify(read.value),
    saving,
    turn,
    refusal,
    change: (part) => setEdits((before) => ({ ...before, ...part })),
    discard: begin,
    async save() {
      setSaving(true);
      setRefusal(null);
      try {
        const { containers, pilotGroup, rules, policies, protection } = edits;
        await call('configuration.save', { profileId, change: { ...(containers === undefined ? {} : { containers }), ...(pilotGroup === undefined ? {} : { pilotGroup }), ...(rules === undefined ? {} : { rules }), ...(policies === undefined ? {} : { policies }), ...(protection === undefined ? {} : { protection }) } });
        read.reload();
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
