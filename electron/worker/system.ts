import { hash } from 'node:crypto';
import type { Clock, Digest } from '../sync/ports.ts';

export const systemClock: Clock = { now: () => new Date() };

/** SHA-256 as lower-case hex (FIPS 180-4). */
export const sha256: Digest = (text) => hash('sha256', text);
