import type { Context } from './context.ts';
import { first, type Entry } from './entry.ts';
import { refusals } from './failure.ts';
import { millisecondsOfFileTime } from './identifiers.ts';
import { parseDn } from './names.ts';
import { entryOfDn } from './tree.ts';

/**
 * Checks a simple bind as AD does. Sub-codes after "data": 52e wrong name or password, 775 locked, 533 disabled,
 * 701 expired, 532 password expired, 773 password must change (Win32 logon errors in hex).
 * The state of an account shows only to who knows its password, a lock to everybody.
 */
export function checkBind(context: Context, name: string, password: string): Entry {
  const account = findAccount(context, name);
  if (account === undefined) throw refusals.credentials('52e');
  if (Number(first(account, 'lockouttime') ?? 0) > 0) throw refusals.credentials('775');
  if (account.password === null || account.password !== password) throw refusals.credentials('52e');
  const control = Number(first(account, 'useraccountcontrol') ?? 512);
  if ((control & 0x2) !== 0) throw refusals.credentials('533');
  const expires = millisecondsOfFileTime(first(account, 'accountexpires') ?? '0');
  if (expires !== null && expires <= context.tree.now().getTime()) throw refusals.credentials('701');
  if ((control & 0x800000) !== 0) throw refusals.credentials('532');
  if (first(account, 'pwdlastset') === '0' && (control & 0x10000) === 0) throw refusals.credentials('773');
  return account;
}

/** A DN, `DOMAIN\user`, a user principal name, or the implicit `user@domain` (MS-ADTS 5.1.1.1.1). */
function findAccount(context: Context, name: string): Entry | undefined {
  const { tree } = context;
  const backslash = name.indexOf('\\');
  const rdns = name.includes('=') ? parseDn(name) : null;
  if (rdns !== null && rdns.length > 1) return entryOfDn(tree, name).entry;
  if (backslash >= 0) {
    const domain = name.slice(0, backslash).toLowerCase();
    if (domain !== context.netbios.toLowerCase() && domain !== context.domain.toLowerCase()) return undefined;
    return tree.byAccountName.get(name.slice(backslash + 1).toLowerCase());
  }
  const at = name.lastIndexOf('@');
  if (at < 0) return tree.byAccountName.get(name.toLowerCase());
  const wanted = name.toLowerCase();
  const explicit = tree.all.find((entry) => !entry.deleted && first(entry, 'userprincipalname')?.toLowerCase() === wanted);
  if (explicit !== undefined) return explicit;
  return name.slice(at + 1).toLowerCase() === context.domain.toLowerCase() ? tree.byAccountName.get(name.slice(0, at).toLowerCase()) : undefined;
}
