import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Problem } from '../../../shared/errors.ts';
import { companyOfEntraConnect, syncServer } from '../../lab/company/formerly-synced.ts';
import { entraConnectExport } from '../../lab/company/entra-connect-export.ts';
import { startLab, type Lab } from '../../lab/lab.ts';
import { defaultDataFolder, surroundings } from '../../worker/data-folder.ts';
import { exitCodes } from '../command-table.ts';
import { commandLine, pathOf, type Context } from '../context.ts';

/** What an admin would enter by hand: addresses, accounts and secrets of the sample company, as a patch of the imported draft. */
function connections({ directory, tenant }: Lab, name: string): unknown {
  return {
    name,
    source: { domain: null, url: directory.url, username: directory.username, password: { env: null, file: 'ad-password' }, tls: { caFile: 'ad-ca.pem' } },
    target: { cloud: { authority: tenant.authority, graph: tenant.graph, caFile: 'tenant-ca.pem' }, tenantId: tenant.tenantId, clientId: tenant.clientId, auth: { kind: 'clientSecret', secret: { env: null, file: 'client-secret' } } },
  };
}

function writeFolder(folder: string, lab: Lab, name: string): void {
  const put = (file: string, text: string): void => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text, { mode: 0o600 });
  };
  for (const [file, text] of Object.entries(entraConnectExport)) put(join('entra-connect', file), text);
  put('connections.json', `${JSON.stringify(connections(lab, name), null, 2)}\n`);
  put('ad-password', lab.directory.password);
  put('client-secret', lab.tenant.clientSecret);
  put('ad-ca.pem', lab.directory.ca);
  put('tenant-ca.pem', lab.tenant.ca);
}

/** What happens outside Causeway on the way, told to the sample company in one word each. */
function happenings({ tenant, company }: Lab): Readonly<Record<string, { readonly means: string; readonly act: () => string }>> {
  const { users = [], groups = [] } = company.tenantSeed;
  const names = [...users.filter((user) => user['onPremisesSyncEnabled'] === true).map(({ userPrincipalName }) => userPrincipalName), ...groups.map(({ displayName }) => displayName)];
  const synced = names.flatMap((name) => tenant.admin.find(name)?.id ?? []);
  const mark = (value: boolean): void => { for (const id of synced) if (tenant.admin.find(id)?.deleted === false) tenant.admin.setSynced(id, value); };
  return {
    stop: { means: `Entra Connect on ${syncServer} is stopped, synchronization is switched off in the tenant`, act: () => { tenant.admin.setOrganization({ onPremisesSyncEnabled: null }); return 'Synchronization is switched off in the tenant. Every object is still marked as synchronized; Microsoft takes up to 72 hours.'; } },
    wait: { means: '72 hours pass', act: () => { mark(false); return '72 hours later: every object is managed in the cloud.'; } },
    back: { means: 'the way back: synchronization is switched on again, Entra Connect takes its objects back', act: () => { tenant.admin.setOrganization({ onPremisesSyncEnabled: true }); mark(true); return `Entra Connect on ${syncServer} synchronizes the tenant again.`; } },
  };
}

/** Resolves when somebody types `end` or presses Ctrl+C. An end of input alone is none: the demo may run in the background. */
async function listen({ terminal }: Context, words: ReturnType<typeof happenings>): Promise<void> {
  const input = createInterface({ input: process.stdin, terminal: false });
  const prompt = (): void => { if (process.stdin.isTTY) void terminal.write('contoso> '); };
  const stillRuns = setInterval(() => undefined, 60_000);
  await new Promise<void>((ended) => {
    process.once('SIGINT', ended).once('SIGTERM', ended);
    input.on('line', (line) => {
      const word = line.trim().toLowerCase();
      if (word === 'end') return ended();
      const happening = words[word];
      void terminal.print(happening !== undefined ? happening.act() : word === '' ? '' : `Type ${Object.keys(words).join(', ')} or end.`).then(prompt);
    });
    prompt();
  });
  clearInterval(stillRuns);
  input.close();
}

/**
 * `causeway demo --coming-from-entra-connect FOLDER`: the sample company as Entra Connect left it, kept running so that the
 * README's page can be followed in a second terminal. What it started ends with it; the folder stays, the data folder goes.
 */
export async function handOverDemo(context: Context, given: string): Promise<number> {
  const { terminal } = context;
  const folder = pathOf(given);
  try {
    mkdirSync(folder);
  } catch (error) {
    const exists = (error as NodeJS.ErrnoException).code === 'EEXIST';
    throw new Problem('usage', exists ? `There already is ${folder}.` : `The folder ${folder} cannot be made (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}).`, 'Name a new folder: causeway demo --coming-from-entra-connect FOLDER', { cause: error });
  }
  const name = `contoso-demo-${randomBytes(4).toString('hex')}`;
  const lab = await startLab({ company: companyOfEntraConnect() });
  try {
    writeFolder(folder, lab, name);
    const words = happenings(lab);
    await terminal.print(
      [
        `Contoso runs on this machine: an Active Directory, and an Entra tenant that Entra Connect on ${syncServer} synchronizes.`,
        `Made the folder ${folder}:`,
        `  entra-connect     what Get-ADSyncServerConfiguration exported on ${syncServer}`,
        '  connections.json  addresses and accounts of Contoso, as an admin would enter them',
        '',
        'Leave this terminal open and follow the README, "Coming from Entra Connect", in a second one:',
        `  cd ${given}`,
        `  ${commandLine(context, ['profile', 'import', 'entra-connect'])}`,
        '',
        'What happens outside Causeway is typed here:',
        ...Object.entries(words).map(([word, { means }]) => `  ${word.padEnd(5)} ${means}`),
        '  end   everything ends (Ctrl+C does the same)',
      ].join('\n'),
    );
    await listen(context, words);
  } finally {
    await lab.stop();
    rmSync(defaultDataFolder(name, surroundings()), { recursive: true, force: true });
  }
  await terminal.print(`Contoso is stopped. The folder ${folder} stays with what you made in it; delete it when you like.`);
  return exitCodes.done;
}
