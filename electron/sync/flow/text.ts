/** Text helpers of the attribute flow. */

/** Trimmed; blank is empty. */
export function firstValue(values: readonly string[] | undefined): string | null {
  const text = values?.[0]?.trim();
  return text === undefined || text === '' ? null : text;
}

const folds: Readonly<Record<string, string>> = { ß: 'ss', ẞ: 'SS', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L', đ: 'd', Đ: 'D', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', þ: 'th', Þ: 'TH', ı: 'i' };

/** Latin letters without their diacritics; other scripts stay as they are. */
export function foldDiacritics(text: string): string {
  return text.normalize('NFD').replace(/\p{M}+/gu, '').replace(/[ßẞøØłŁđĐæÆœŒþÞı]/g, (letter) => folds[letter] ?? letter);
}

/** What stands before the last @; null when there is nothing. */
export function prefixOf(address: string | null): string | null {
  const at = address?.lastIndexOf('@') ?? -1;
  return address === null || at < 1 ? null : address.slice(0, at);
}

/** What stands after the last @, lower-case; null when there is no @. */
export function suffixOf(address: string): string | null {
  const at = address.lastIndexOf('@');
  return at === -1 ? null : address.slice(at + 1).toLowerCase();
}
