import { createPublicKey, createSign, createVerify, generateKeyPairSync, X509Certificate, constants, verify as verifySignature } from 'node:crypto';
import type { JsonObject, JsonValue } from './json.ts';
import { isObject } from './json.ts';

/** JSON web tokens (RFC 7519), signed RS256 with a key of this process. */
export type TokenIssuer = {
  sign(claims: JsonObject): string;
  /** The claims when the signature holds; null otherwise. Says nothing about lifetime. */
  open(token: string): JsonObject | null;
  /** The public key as a JSON web key. */
  readonly key: JsonObject;
};

function encoded(value: JsonValue): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** A JSON object from a base64url part; null when it is none. */
export function decodedPart(part: string | undefined): JsonObject | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'));
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

export function createTokenIssuer(): TokenIssuer {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const header = encoded({ typ: 'JWT', alg: 'RS256', kid: 'causeway-lab' });
  const jwk = publicKey.export({ format: 'jwk' });
  const opened = new Map<string, JsonObject>();
  return {
    key: { kty: 'RSA', use: 'sig', alg: 'RS256', kid: 'causeway-lab', n: jwk.n ?? '', e: jwk.e ?? '' },
    sign(claims) {
      const text = `${header}.${encoded(claims)}`;
      return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
    },
    open(token) {
      const known = opened.get(token);
      if (known !== undefined) return known;
      const [first, second, third] = token.split('.');
      if (first !== header || second === undefined || third === undefined) return null;
      if (!createVerify('RSA-SHA256').update(`${first}.${second}`).verify(publicKey, third, 'base64url')) return null;
      const claims = decodedPart(second);
      if (claims !== null) {
        if (opened.size > 1000) opened.clear();
        opened.set(token, claims);
      }
      return claims;
    },
  };
}

/** Whether a client assertion (RFC 7523) was signed by the certificate; RS256 and PS256 as MSAL sends them. */
export function isSignedBy(assertion: string, certificatePem: string): boolean {
  const [first = '', second = '', third = ''] = assertion.split('.');
  const algorithm = decodedPart(first)?.['alg'];
  if (algorithm !== 'RS256' && algorithm !== 'PS256') return false;
  const key = createPublicKey(new X509Certificate(certificatePem).publicKey.export({ type: 'spki', format: 'pem' }));
  const padding = algorithm === 'PS256' ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST } : { key };
  try {
    return verifySignature('sha256', Buffer.from(`${first}.${second}`), padding, Buffer.from(third, 'base64url'));
  } catch {
    return false;
  }
}
