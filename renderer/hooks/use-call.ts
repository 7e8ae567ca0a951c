import { useCallback, useEffect, useRef, useState } from 'react';
import type { Refusal } from '../../shared/ipc/call.ts';
import type { CallName, InputOf, OutputOf } from '../../shared/ipc/contract.ts';
import { call, refusalFrom } from '../api.ts';

export type CallState<T> = { readonly state: 'loading' } | { readonly state: 'failed'; readonly refusal: Refusal } | { readonly state: 'ready'; readonly value: T };

/**
 * Asks when the input changes (by value), and again with `reload`. While a new answer is on its way the old one stays, so
 * that nothing flickers; an answer that was overtaken is dropped. `null` as input asks nothing.
 */
export function useCall<Name extends CallName>(name: Name, input: InputOf<Name> | undefined): CallState<OutputOf<Name>> & { readonly reload: () => void } {
  const [state, setState] = useState<CallState<OutputOf<Name>>>({ state: 'loading' });
  const [turn, setTurn] = useState(0);
  const newest = useRef(0);
  const key = input === undefined ? undefined : JSON.stringify(input);
  useEffect(() => {
    if (key === undefined) return;
    const mine = ++newest.current;
    call(name, JSON.parse(key) as InputOf<Name>).then(
      (value) => {
        if (newest.current === mine) setState({ state: 'ready', value });
      },
      (error: unknown) => {
        if (newest.current === mine) setState({ state: 'failed', refusal: refusalFrom(error) });
      },
    );
    return () => {
      newest.current += 1;
    };
  }, [name, key, turn]);
  const reload = useCallback(() => setTurn((before) => before + 1), []);
  return { ...state, reload };
}
