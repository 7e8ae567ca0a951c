import type { Finding } from '../../../shared/finding.ts';
import { saveLastCheck } from '../../worker/last-check.ts';
import { openConnectors } from '../../worker/connect.ts';
import { systemClock } from '../../worker/system.ts';
import { cancelOnSignals } from '../cancel.ts';
import { exitCodes } from '../command-table.ts';
import { terminalSignIn, workspaceOf, type Context } from '../context.ts';
import { plain, plural } from '../terminal.ts';

const marks = { ok: 'ok     ', note: 'note   ', warning: 'WARNING', error: 'ERROR  ' } as const;
const styles = { ok: 'green', note: 'cyan', warning: 'yellow', error: 'red' } as const;

/** `causeway check`: streams the findings of both connectors; exit code 1 when one is an error. */
export async function checkCommand(context: Context): Promise<number> {
  const { terminal, json } = context;
  const workspace = workspaceOf(context);
  const { log, redactor } = workspace;
  const connectors = await openConnectors(workspace, terminalSignIn(terminal), true);
  const signals = cancelOnSignals(terminal);
  const findings: Finding[] = [];
  try {
    const sides = [
      ...connectors.sources.map(({ title, connector }) => ({ connector, head: connectors.sources.length === 1 ? 'Active Directory' : `Active Directory: ${title}`, prefix: connectors.sources.length === 1 ? '' : `${title}: ` })),
      { connector: connectors.target, head: 'Microsoft Entra ID', prefix: '' },
    ];
    for (const { connector, head, prefix } of sides) {
      if (signals.cancel.aborted) break;
      if (!json) await terminal.print(`${findings.length === 0 ? '' : '\n'}${terminal.style('bold', plain(head))}`);
      for await (const finding of connector.check()) {
        if (signals.cancel.aborted) break;
        findings.push({ ...finding, text: `${prefix}${finding.text}` });
        log(finding.severity === 'ok' || finding.severity === 'note' ? 'info' : finding.severity, `check ${finding.side}.${finding.id}: ${finding.text}`);
        if (json) continue;
        await terminal.print(`  ${terminal.style(styles[finding.severity], marks[finding.severity])} ${plain(redactor.text(finding.text))}`);
        if (finding.fix !== null && finding.severity !== 'ok') await terminal.print(`          ${plain(redactor.text(finding.fix))}`);
      }
    }
  } finally {
    signals.dispose();
    await connectors.close();
  }
  if (signals.cancel.aborted) return exitCodes.cancelled;
  saveLastCheck(workspace.dataFolder, { at: systemClock.now().toISOString(), findings });
  const errors = findings.filter((finding) => finding.severity === 'error').length;
  const warnings = findings.filter((finding) => finding.severity === 'warning').length;
  if (json) await terminal.print(redactor.text(JSON.stringify({ ready: errors === 0, findings })));
  else await terminal.print(`\n${errors === 0 ? `Ready to synchronize: ${plural(warnings, 'warning')}.` : `Not ready: ${plural(errors, 'error')}, ${plural(warnings, 'warning')}.`}`);
  return errors === 0 ? exitCodes.done : exitCodes.failed;
}
