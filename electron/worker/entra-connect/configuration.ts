/** What is read out of Entra Connect's exported configuration, in one shape for both kinds of export. */

export type ConnectPartition = { readonly dn: string; readonly domain: string; readonly selected: boolean; readonly included: readonly string[]; readonly excluded: readonly string[] };

/** A connector to a forest. */
export type ConnectForest = { readonly id: string; readonly name: string; readonly username: string | null; readonly pilotGroup: string | null; readonly partitions: readonly ConnectPartition[]; readonly place: string };

export type ConnectClause = { readonly attribute: string; readonly operator: string; readonly value: string };

export type ConnectFlow = { readonly target: string; readonly source: string | null; readonly expression: string | null; readonly constant: string | null; readonly once: boolean; readonly merge: string };

export type ConnectRule = {
  readonly name: string;
  readonly description: string;
  /** `Microsoft.…` marks a rule that Entra Connect brought along. */
  readonly standard: boolean;
  readonly inbound: boolean;
  /** Whether its connector is a forest; the other one is Entra. */
  readonly toForest: boolean;
  readonly forest: string;
  readonly disabled: boolean;
  readonly sourceType: string;
  readonly linkType: string;
  readonly precedence: number;
  readonly scope: readonly (readonly ConnectClause[])[];
  readonly joins: readonly string[];
  readonly flows: readonly ConnectFlow[];
  readonly place: string;
};

export type ConnectConfiguration = {
  readonly forests: readonly ConnectForest[];
  readonly rules: readonly ConnectRule[];
  /** Global parameters by their name: `Microsoft.SynchronizationOption.AnchorAttribute`. */
  readonly settings: ReadonlyMap<string, string>;
  /** Parts of the export that are not known here, with their place. */
  readonly unknown: readonly { readonly name: string; readonly place: string }[];
};
