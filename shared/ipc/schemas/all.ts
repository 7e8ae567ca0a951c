import type { z } from 'zod';
import type { AllCalls, CallName } from '../contract.ts';
import { appSchemas } from './app.ts';
import { configurationSchemas } from './configuration.ts';
import { conflictSchemas } from './conflicts.ts';
import { directorySchemas } from './directory.ts';
import { healthSchemas } from './health.ts';
import { objectSchemas } from './objects.ts';
import { planSchemas } from './plan.ts';
import { profileSchemas } from './profiles.ts';
import { runSchemas } from './runs.ts';
import { settingsSchemas } from './settings.ts';
import { setupSchemas } from './setup.ts';

/** The schema of every call's input. The compiler refuses a missing one and one of another shape. */
export const schemas: { readonly [Name in CallName]: z.ZodType<AllCalls[Name]['input']> } = { ...appSchemas, ...configurationSchemas, ...conflictSchemas, ...directorySchemas, ...healthSchemas, ...objectSchemas, ...planSchemas, ...profileSchemas, ...runSchemas, ...settingsSchemas, ...setupSchemas };
