import { createHash } from 'node:crypto';
import type { Clock, Digest } from '../sync/ports.ts';

export const systemClock: Clock = { now: () => new Date() };

/** SHA-256 as lower-case hex (FIPS 180-4). */
export const sha256: Digest = (text) => createHash('sha256').update(text, 'utf8').digest('hex');
