/** The character rules of single values (learn.microsoft.com/graph/api/resources/user and /group). Pure tests. */

/** `A-Z a-z 0-9 ' . - _ ! # ^ ~` before the at sign; no dot at either end; 64 + @ + 48 characters. */
export function isPrincipalName(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const domain = text.slice(at + 1);
  if (at < 1 || local.length > 64 || domain.length > 48 || domain.length === 0) return false;
  return /^[A-Za-z0-9'.\-_!#^~]+$/.test(local) && !local.endsWith('.') && !local.startsWith('.') && /^[A-Za-z0-9.-]+$/.test(domain);
}

/** ASCII without `@ ( ) \ [ ] " ; : < > ,` and space, no dot at the end; groups also refuse `'` and `/`. */
export function isMailNickname(text: string, kind: 'user' | 'group'): boolean {
  if (!/^[\x00-\x7f]+$/.test(text) || /[@()\\[\]";:<>, ]/.test(text) || text.endsWith('.')) return false;
  return kind === 'user' || !/['/]/.test(text);
}

/** One address without accents. */
export function isMailAddress(text: string): boolean {
  return /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/.test(text);
}

/** 8 to 256 characters of at least three of: lower case, upper case, digit, symbol. */
export function isStrongPassword(text: string): boolean {
  const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((pattern) => pattern.test(text)).length;
  return text.length >= 8 && text.length <= 256 && classes >= 3;
}

/** ISO 3166-1 alpha-2, as assigned. */
const countries = new Set(
  ('AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ ' +
    'EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ ' +
    'LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA ' +
    'RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW').split(' '),
);

export function isUsageLocation(text: string): boolean {
  return countries.has(text.toUpperCase());
}

/** `$` and `_` are refused in a source anchor. */
export function isImmutableId(text: string): boolean {
  return !/[$_]/.test(text);
}

const policies = new Set(['None', 'DisablePasswordExpiration', 'DisableStrongPassword']);

export function isPasswordPolicies(text: string): boolean {
  return text.split(',').every((policy) => policies.has(policy.trim()));
}
