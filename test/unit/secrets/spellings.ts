import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Finds secrets in bytes, in every spelling in which one leaks: as it is, escaped, encoded, or inside something encoded. */

/** Base64 of the secret wherever it stands in what was encoded: only the characters that it decides alone. */
function base64Anywhere(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64').replace(/=+$/, '');
    const first = Math.ceil((offset * 8) / 6);
    const last = Math.floor(((offset + bytes.length) * 8) / 6);
    return encoded.slice(first, last);
  });
}

/** Every spelling of a secret that would give it away, as text to look for. */
export function spellingsOf(secret: string): ReadonlySet<string> {
  const bytes = Buffer.from(secret, 'utf8');
  const base64 = [...base64Anywhere(bytes), ...base64Anywhere(Buffer.from(secret, 'utf16le'))];
  const url = encodeURIComponent(secret);
  const spellings = [
    secret,
    JSON.stringify(secret).slice(1, -1),
    JSON.stringify(JSON.stringify(secret).slice(1, -1)).slice(1, -1),
    url,
    url.toLowerCase(),
    url.replaceAll('%20', '+'),
    new URLSearchParams({ s: secret }).toString().slice(2),
    bytes.toString('hex'),
    bytes.toString('hex').toUpperCase(),
    ...base64,
    ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')),
    ...base64.map((text) => encodeURIComponent(text)),
  ];
  return new Set(spellings);
}

/** One place to look: a file, an output, a command line. */
export type Place = { readonly name: string; readonly bytes: Buffer };

/** `NAME in PLACE` for each secret that is found anywhere; never the secret. */
export function leaks(secrets: ReadonlyMap<string, string>, places: readonly Place[]): readonly string[] {
  const found: string[] = [];
  for (const [name, secret] of secrets) {
    const needles = [...spellingsOf(secret)].map((spelling) => Buffer.from(spelling, 'utf8'));
    needles.push(Buffer.from(secret, 'utf16le'));
    for (const place of places) if (needles.some((needle) => place.bytes.includes(needle))) found.push(`${name} in ${place.name}`);
  }
  return found;
}

/** Every file below a folder. */
export function filesBelow(folder: string): readonly Place[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => ({ name: join(entry.parentPath, entry.name), bytes: readFileSync(join(entry.parentPath, entry.name)) }));
}
