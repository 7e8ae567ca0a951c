/** Distinguished names as AD writes them (RFC 4514), compared without regard to case. */

/** Lower-case, without spaces around separators: two spellings of one name become equal. */
export function normalizeDn(dn: string): string {
  const lower = dn.toLowerCase();
  return lower.includes(' ') ? lower.replace(/(?<!\\) *([,=]) */g, '$1').trim() : lower;
}

/** Index of the first comma that is not escaped, or -1. */
function firstComma(dn: string): number {
  for (let index = dn.indexOf(','); index !== -1; index = dn.indexOf(',', index + 1)) {
    let backslashes = 0;
    while (index - backslashes > 0 && dn[index - backslashes - 1] === '\\') backslashes += 1;
    if (backslashes % 2 === 0) return index;
  }
  return -1;
}

/** The name of the container, or '' at the top. */
export function parentDn(dn: string): string {
  const comma = firstComma(dn);
  return comma === -1 ? '' : dn.slice(comma + 1);
}

/** The first relative name, `CN=Kate O'Brien`. */
export function firstRdn(dn: string): string {
  const comma = firstComma(dn);
  return comma === -1 ? dn : dn.slice(0, comma);
}

/** `DC=corp,DC=contoso,DC=com` → `corp.contoso.com`. */
export function domainOfDn(dn: string): string {
  return [...dn.matchAll(/(?:^|,) *dc *= *([^,]+)/gi)].map((match) => (match[1] ?? '').trim()).join('.').toLowerCase();
}

/** The name a person would use: the value of the first relative name, unescaped. */
export function commonNameOf(dn: string): string {
  const rdn = firstRdn(dn);
  return rdn.slice(rdn.indexOf('=') + 1).replace(/\\0A/gi, ' ').replace(/\\([^0-9a-f])/gi, '$1').trim();
}
