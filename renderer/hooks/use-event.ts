import { useEffect, useRef } from 'react';
import type { AppEvents, EventName } from '../../shared/ipc/events.ts';
import { on } from '../api.ts';

/** Hears an event while the component is shown. */
export function useEvent<Name extends EventName>(name: Name, listener: (value: AppEvents[Name]) => void): void {
  const newest = useRef(listener);
  useEffect(() => {
    newest.current = listener;
  });
  useEffect(() => on(name, (value) => newest.current(value)), [name]);
}
