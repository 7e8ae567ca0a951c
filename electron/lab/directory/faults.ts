/** Troubles that the directory makes on request; every setter works at once, also for open connections. */
export type LabDirectoryFaults = {
  /** Sends this many entries more, then destroys the socket in the middle of the answer; null ends it. */
  dropAfterEntries(count: number | null): void;
  /** Closes connections that were quiet for so long, as AD's MaxConnIdleTime does; null: never. */
  idleTimeoutMs(milliseconds: number | null): void;
  /** Answers this many searches with busy (51). */
  refuseSearch(count: number): void;
  /** Objects below this DN become invisible, as when the right to list is lost; null shows them again. Not for admins. */
  hideBelow(dn: string | null): void;
  /** Sends an empty page with a cookie between the pages of a paged search. */
  emptyPage(on: boolean): void;
  /** As after a restore of the domain controller from a backup. */
  changeInvocationId(): void;
  /** The service account may not read `CN=Deleted Objects`. */
  noDeletedObjectsRight(on: boolean): void;
  /** The service account lacks "Replicating Directory Changes". */
  noReplicationRight(on: boolean): void;
  /** Delay of every answer. */
  latencyMs(milliseconds: number): void;
  /** Ends all troubles. The invocation id stays changed. */
  clear(): void;
};

export type FaultState = {
  entriesUntilDrop: number | null;
  idleTimeoutMs: number | null;
  searchesToRefuse: number;
  hiddenBelow: string | null;
  emptyPage: boolean;
  noDeletedObjectsRight: boolean;
  noReplicationRight: boolean;
  latencyMs: number;
};

export function noFaults(): FaultState {
  return {
    entriesUntilDrop: null,
    idleTimeoutMs: null,
    searchesToRefuse: 0,
    hiddenBelow: null,
    emptyPage: false,
    noDeletedObjectsRight: false,
    noReplicationRight: false,
    latencyMs: 0,
  };
}

export function faultSetters(state: FaultState, effects: { readonly changeInvocationId: () => void; readonly applyIdleTimeout: () => void }): LabDirectoryFaults {
  return {
    dropAfterEntries: (count) => { state.entriesUntilDrop = count; },
    idleTimeoutMs: (milliseconds) => {
      state.idleTimeoutMs = milliseconds;
      effects.applyIdleTimeout();
    },
    refuseSearch: (count) => { state.searchesToRefuse = count; },
    hideBelow: (dn) => { state.hiddenBelow = dn; },
    emptyPage: (on) => { state.emptyPage = on; },
    changeInvocationId: effects.changeInvocationId,
    noDeletedObjectsRight: (on) => { state.noDeletedObjectsRight = on; },
    noReplicationRight: (on) => { state.noReplicationRight = on; },
    latencyMs: (milliseconds) => { state.latencyMs = milliseconds; },
    clear: () => {
      Object.assign(state, noFaults());
      effects.applyIdleTimeout();
    },
  };
}
