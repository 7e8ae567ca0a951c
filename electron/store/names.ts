/** Distinguished names as the store compares them: whole text in lower case, escapes left as the directory writes them. */

/** The key two DNs share when they name the same object. */
export function dnKey(dn: string): string {
  return dn.toLowerCase();
}

/** What is left of a DN without its first part; null at the root. An escaped comma separates nothing (RFC 4514, 2.4). */
export function parentOf(dn: string): string | null {
  for (let at = dn.indexOf(','); at >= 0; at = dn.indexOf(',', at + 1)) {
    let escapes = 0;
    while (at - escapes > 0 && dn[at - escapes - 1] === '\\') escapes += 1;
    if (escapes % 2 === 0) return dn.slice(at + 1);
  }
  return null;
}

/** Base64 of an objectGUID's 16 bytes, the source anchor of an object without mS-DS-ConsistencyGuid ([MS-DTYP] 2.3.4). */
export function anchorOfGuid(guid: string): string {
  const hex = guid.replaceAll('-', '');
  const ordered = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15].map((index) => hex.slice(index * 2, index * 2 + 2)).join('');
  return Buffer.from(ordered, 'hex').toString('base64');
}

const searchable = ['userPrincipalName', 'mail', 'sAMAccountName', 'displayName', 'objectSid', 'mS-DS-ConsistencyGuid'] as const;

/** Whether people who search for this text, in lower case, mean an object with these attributes. */
export function isNamed(attributes: Readonly<Record<string, readonly string[]>>, text: string): boolean {
  return searchable.some((name) => (attributes[name] ?? []).some((value) => value.toLowerCase() === text));
}

/**
 * A LIKE pattern (escape character `!`) that every stored JSON matches which holds this text as a whole value in some
 * spelling. LIKE ignores the case of ASCII letters only, so anything else matches whatever stands there.
 */
export function likePattern(text: string): string {
  const json = JSON.stringify(text.toLowerCase());
  return `%${json.replaceAll(/[!%_]/g, '!$&').replaceAll(/[^\x20-\x7e]+/g, '%')}%`;
}
