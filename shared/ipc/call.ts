/** One question of the renderer and its answer. Both are plain data (structured clone). */
export type Call<Input, Output> = { readonly input: Input; readonly output: Output };

/** A noun's calls, by full name: `plan.page` → Call. */
export type Calls = Readonly<Record<string, Call<unknown, unknown>>>;

/** The calls of a noun as methods: `{ 'plan.page': Call<I, O> }` → `{ page(input: I): Promise<Answer<O>> }`. */
export type Methods<Map extends { readonly [Name in keyof Map]: Call<unknown, unknown> }> = {
  readonly [Name in keyof Map as Name extends `${string}.${infer Verb}` ? Verb : never]: (input: Map[Name]['input']) => Promise<Answer<Map[Name]['output']>>;
};

/**
 * What crosses the process border. Electron keeps only the message of a thrown error, so a refusal is a value:
 * one sentence what happened, one sentence what to do, and the input it is about, when there is one.
 */
export type Answer<Output> = { readonly ok: true; readonly value: Output } | { readonly ok: false; readonly problem: Refusal };

export type Refusal = {
  readonly kind: 'usage' | 'locked' | 'cancelled' | 'connection' | 'credentials' | 'permission' | 'resync' | 'store' | 'internal';
  readonly message: string;
  readonly fix: string;
  /** Name of the input that is wrong (`source.url`); null when it is not about one. */
  readonly field: string | null;
};

/** Compile-time proof that a list of names misses none: `complete<PlanCalls>()([...])`. */
export function complete<Map>() {
  return <const List extends readonly (keyof Map)[]>(list: keyof Map extends List[number] ? List : readonly [`missing: ${Exclude<keyof Map, List[number]> & string}`]): List => list as List;
}
