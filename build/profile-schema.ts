/** Writes shared/profile.schema.json, the published JSON Schema of the profile, from the zod schema (`node build/profile-schema.ts`). */
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { profileJsonSchema } from '../electron/worker/profile-schema.ts';

/** The text the file has to hold; a test compares. */
export function profileSchemaText(): string {
  return `${JSON.stringify(profileJsonSchema(), null, 2)}\n`;
}

export const profileSchemaPath = join(resolve(import.meta.dirname, '..'), 'shared', 'profile.schema.json');

if (import.meta.main) writeFileSync(profileSchemaPath, profileSchemaText());
