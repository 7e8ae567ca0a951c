import { userInfo } from 'node:os';

/** Who decides and approves, as the operating system knows them; `unknown` where it does not say. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'unknown';
  }
}
