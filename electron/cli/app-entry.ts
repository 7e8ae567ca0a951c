/** Entry of the command line inside the installed app (`Causeway --cli …`): the shell sends the arguments and the secrets it decrypted. */
import { program } from './program.ts';

type Order = { readonly args: readonly string[]; readonly keychain: Readonly<Record<string, string>> };
/** https://www.electronjs.org/docs/latest/api/parent-port */
type ParentPort = { on(event: 'message', listener: (event: { readonly data: unknown }) => void): unknown };

const parentPort = (process as unknown as { readonly parentPort?: ParentPort }).parentPort;
if (parentPort === undefined) throw new Error('this file is started by the desktop app, not by hand');

parentPort.on('message', ({ data }) => {
  const { args, keychain } = data as Order;
  void program(args, keychain).then((code) => process.exit(code));
});
