import type { z } from 'zod';
import type { Call } from '../call.ts';

/** One schema per call of a noun. */
export type SchemasOf<Map extends { readonly [Name in keyof Map]: Call<unknown, unknown> }> = { readonly [Name in keyof Map]: z.ZodType<Map[Name]['input']> };
