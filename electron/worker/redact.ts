/** Remembers secrets and blackens them, and what looks like one, in every text that leaves the process. */
export type Redactor = { remember(secret: string): void; text(line: string): string };

const shortestSecret = 4;
const patterns: readonly (readonly [RegExp, string])[] = [
  [/\b(Bearer|Basic)\s+[A-Za-z0-9._~+/=-]{8,}/gi, '$1 [redacted]'],
  // A JSON Web Token (RFC 7519): two base64url JSON objects and a signature.
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}\.?[A-Za-z0-9_-]*/g, '[redacted token]'],
  [/((?:client_secret|client_assertion|refresh_token|access_token|password|secret)(?:=|["']\s*:\s*["']))[^\s"'&,;]{3,}/gi, '$1[redacted]'],
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?-----END [A-Z ]*PRIVATE KEY-----/g, '[redacted private key]'],
  [/(\bhttps?:\/\/)[^\s/@]+@/gi, '$1[redacted]@'],
];

/** Makes a redactor. Secrets are also found in their URL-encoded, JSON-escaped and base64 spelling. */
export function createRedactor(): Redactor {
  const spellings = new Set<string>();
  let ordered: readonly string[] = [];
  return {
    remember(secret) {
      const parts = [secret, ...secret.split('\n')].map((part) => part.trim()).filter((part) => part.length >= shortestSecret && !part.startsWith('-----'));
      for (const part of parts) {
        for (const spelling of [part, encodeURIComponent(part), JSON.stringify(part).slice(1, -1), Buffer.from(part, 'utf8').toString('base64')]) spellings.add(spelling);
      }
      ordered = [...spellings].sort((left, right) => right.length - left.length);
    },
    text(line) {
      let clean = line;
      for (const spelling of ordered) clean = clean.replaceAll(spelling, '[redacted]');
      for (const [pattern, replacement] of patterns) clean = clean.replace(pattern, replacement);
      return clean;
    },
  };
}
