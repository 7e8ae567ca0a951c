import { createHash } from 'node:crypto';
import type { JsonObject, JsonValue } from './json.ts';

/** Page and delta tokens: opaque to clients, and refused when somebody edited them. */

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 8);
}

export function sealToken(content: JsonObject): string {
  const text = Buffer.from(JSON.stringify(content)).toString('base64url');
  return `${text}${checksum(text)}`;
}

/** The content of a token, or null when it is none of ours. */
export function openToken(token: string): JsonValue | null {
  const text = token.slice(0, -8);
  if (token.length < 9 || checksum(text) !== token.slice(-8)) return null;
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as JsonValue;
  } catch {
    return null;
  }
}
