import { firstValue } from './text.ts';

type Attributes = Readonly<Record<string, readonly string[]>>;

/** The `SMTP:` entry of proxyAddresses without its prefix, else `mail`; null when there is neither. */
export function primaryAddress(attributes: Attributes): string | null {
  const entry = (attributes['proxyAddresses'] ?? []).map((value) => value.trim()).find((value) => value.startsWith('SMTP:') && value.length > 5);
  return entry === undefined ? firstValue(attributes['mail']) : entry.slice(5).trim();
}

/** An address in the form it is compared in: without `smtp:`, lower-case. Other schemes keep their prefix. */
export function addressKey(address: string): string {
  return address.trim().toLowerCase().replace(/^smtp:/, '');
}

/** AD addresses that Graph cannot take: every one besides the one that `mail` brings. */
export function lostAddresses(attributes: Attributes, mail: string | null): readonly string[] {
  const kept = mail === null ? '' : addressKey(mail);
  return (attributes['proxyAddresses'] ?? []).map((value) => value.trim()).filter((value) => value !== '' && addressKey(value) !== kept);
}
