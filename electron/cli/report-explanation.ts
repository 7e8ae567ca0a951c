import type { ExplainedAttribute, Explanation } from '../../shared/explanation.ts';
import type { Context } from './context.ts';
import { conflictLines } from './report-conflicts.ts';
import { changeText, valueText } from './report-words.ts';
import { plain } from './terminal.ts';

function attributeLines({ name, rule, source, wanted, current, confirmed, problem }: ExplainedAttribute): readonly string[] {
  const same = valueText(wanted) === valueText(current);
  const values = same ? `${valueText(wanted)} (as in Entra)` : `${valueText(current)} → ${valueText(wanted)}`;
  const from = Object.entries(source).map(([attribute, each]) => `${attribute} ${valueText(each.length === 1 ? (each[0] ?? '') : each)}`);
  const lines = [`  ${name}: ${values}`, `      rule: ${rule}${from.length === 0 ? '' : `; AD: ${from.join(', ')}`}`];
  if (!same && valueText(confirmed) !== valueText(current)) lines.push(`      last confirmed: ${valueText(confirmed)}`);
  if (problem !== null) lines.push(`      problem: ${problem}`);
  return lines.map(plain);
}

/** Why an object is (not) synchronized, station by station from Active Directory to Entra. */
export function explanationLines(context: Context, explanation: Explanation): readonly string[] {
  const { style } = context.terminal;
  const { scope, link, attributes, pending, conflicts } = explanation;
  const states = { present: '', gone: ', deleted in Active Directory', doubtful: ', not seen in the last read, but its container could not be read: treated as present' } as const;
  const linkText = link === null ? 'not linked to an Entra object' : `${link.name} (${link.targetId}), ${link.state} since ${link.since}, by ${link.origin}`;
  return [
    style('bold', plain(explanation.verdict)),
    plain(`AD object: ${explanation.kind} ${explanation.dn}${states[explanation.state]}`),
    `objectGUID ${explanation.guid}${explanation.anchor === null ? '' : `, source anchor ${explanation.anchor}`}`,
    plain(`Scope: ${scope.inScope ? 'in scope' : `out of scope by ${scope.rule ?? 'a rule'}: ${scope.means ?? ''}`}`),
    plain(`Link: ${linkText}`),
    ...(attributes.length === 0 ? [] : ['', style('bold', 'Attributes'), ...attributes.flatMap(attributeLines)]),
    ...(pending.length === 0 ? [] : ['', style('bold', 'Pending'), ...pending.flatMap((change) => [plain(`  ${changeText(change)}`), ...(change.hold === null ? [] : [plain(`      held: ${change.hold.text}`)])])]),
    ...conflictLines(context, conflicts),
  ];
}
