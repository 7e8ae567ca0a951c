/** Distinguished names as Active Directory reads and writes them (RFC 4514; multi-valued RDNs do not exist in AD). */

export type Rdn = { readonly type: string; readonly value: string };

const namedEscapes = new Set([',', '+', '"', '\\', '<', '>', ';', '=', '#', ' ']);

/** The RDNs of a DN, leaf first, values unescaped. Null: not a DN. The empty text is the root, no RDN at all. */
export function parseDn(text: string): readonly Rdn[] | null {
  if (text.trim() === '') return [];
  const rdns: Rdn[] = [];
  for (const part of splitUnescaped(text)) {
    const equals = part.indexOf('=');
    if (equals <= 0) return null;
    const type = part.slice(0, equals).trim();
    if (!/^[A-Za-z][A-Za-z0-9-]*$/.test(type)) return null;
    const value = unescapeValue(part.slice(equals + 1));
    if (value === null || value === '') return null;
    rdns.push({ type, value });
  }
  return rdns;
}

function splitUnescaped(text: string): readonly string[] {
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '\\') index += 1;
    else if (character === ',') {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

function unescapeValue(raw: string): string | null {
  const leading = raw.replace(/^ +/, '');
  if (!/[\\+";<>]/.test(leading)) return leading.replace(/ +$/, '');
  const bytes: Buffer[] = [];
  let keep = 0;
  let index = 0;
  while (index < leading.length) {
    const character = leading[index] ?? '';
    if (character === '\\') {
      const hex = leading.slice(index + 1, index + 3);
      const next = leading[index + 1] ?? '';
      if (/^[0-9a-fA-F]{2}$/.test(hex)) {
        bytes.push(Buffer.from(hex, 'hex'));
        index += 3;
      } else if (namedEscapes.has(next)) {
        bytes.push(Buffer.from(next));
        index += 2;
      } else return null;
      keep = bytes.length;
      continue;
    }
    if ('+";<>'.includes(character)) return null;
    const whole = String.fromCodePoint(leading.codePointAt(index) ?? 0);
    bytes.push(Buffer.from(whole));
    index += whole.length;
    if (character !== ' ') keep = bytes.length;
  }
  return Buffer.concat(bytes.slice(0, keep)).toString('utf8');
}

/** An RDN value with what a DN needs escaped, the way AD prints it: `\,` by name, line breaks as `\0A`. */
export function escapeValue(value: string): string {
  if (!/[,+"\\<>;=\0\r\n]|^[ #]| $/.test(value)) return value;
  let text = value.replace(/[,+"\\<>;=]/g, '\\$&').replace(/[\0\r\n]/g, (character) => `\\${character.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`);
  if (text.endsWith(' ')) text = `${text.slice(0, -1)}\\ `;
  return text.startsWith(' ') || text.startsWith('#') ? `\\${text}` : text;
}

/** Key under which an RDN is unique below its parent; the case of letters does not matter. */
export function rdnKey(rdn: Rdn): string {
  return `${rdn.type.toLowerCase()}=${rdn.value.toLowerCase()}`;
}

/** A DN split into its leaf RDN and the text of its parent. Null: not a DN, or the root. */
export function splitDn(dn: string): { readonly rdn: Rdn; readonly parent: string } | null {
  const rdns = parseDn(dn);
  const rdn = rdns?.[0];
  if (rdns === null || rdn === undefined) return null;
  return { rdn, parent: formatDn(rdns.slice(1)) };
}

export function formatDn(rdns: readonly Rdn[]): string {
  return rdns.map((rdn) => `${rdn.type}=${escapeValue(rdn.value)}`).join(',');
}

/** `corp.contoso.test` as `DC=corp,DC=contoso,DC=test`. */
export function dnOfDomain(domain: string): string {
  return domain.split('.').map((label) => `DC=${label}`).join(',');
}
