import { z } from 'zod';
import { filePurposes, type AppCalls } from '../app.ts';
import { themeChoices } from '../state.ts';
import type { SchemasOf } from './schemas-of.ts';

const secretName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$/);
const longestText = 100_000;

export const appSchemas: SchemasOf<AppCalls> = {
  'app.info': z.null(),
  'app.state': z.null(),
  'app.setTheme': z.strictObject({ theme: z.enum(themeChoices) }),
  'app.openExternal': z.strictObject({ url: z.url().max(4096) }),
  'app.copy': z.strictObject({ text: z.string().max(longestText) }),
  'app.chooseFile': z.strictObject({ purpose: z.enum(filePurposes) }),
  'app.chooseSaveFile': z.strictObject({ suggestedName: z.string().regex(/^[\p{L}\p{N} ._-]{1,120}$/u) }),
  'app.storeSecret': z.strictObject({ name: secretName, value: z.string().min(1).max(longestText) }),
  'app.forgetSecret': z.strictObject({ name: secretName }),
  'app.exportDiagnostics': z.null(),
};
