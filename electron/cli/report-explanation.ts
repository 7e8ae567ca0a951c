import type { AnyExplanation, ExplainedAttribute, Explanation, TargetExplanation } from '../../shared/explanation.ts';
import type { Context } from './context.ts';
import { conflictLines } from './report-conflicts.ts';
import { changeText, valueText } from './report-words.ts';
import { plain } from './terminal.ts';

function attributeLines({ name, rule, inbound, source, wanted, current, confirmed, problem }: ExplainedAttribute): readonly string[] {
  const same = valueText(wanted) === valueText(current);
  const values = same ? `${valueText(wanted)} (as in Entra)` : `${valueText(current)} → ${valueText(wanted)}`;
  const from = Object.entries(source).map(([attribute, each]) => `${attribute} ${valueText(each.length === 1 ? (each[0] ?? '') : each)}`);
  const lines = [`  ${name}: ${values}`, ...(inbound === undefined ? [] : [`      inbound: ${inbound.rule === null ? 'no rule in scope' : `${inbound.rule} gave ${valueText(inbound.value)}`}`])];
  lines.push(`      ${inbound === undefined ? '' : 'outbound '}rule: ${rule}${from.length === 0 ? '' : `; AD: ${from.join(', ')}`}`);
  if (!same && valueText(confirmed) !== valueText(current)) lines.push(`      last confirmed: ${valueText(confirmed)}`);
  if (problem !== null) lines.push(`      problem: ${problem}`);
  return lines.map(plain);
}

function memberLines({ members, manager }: Explanation): readonly string[] {
  const lines = manager === null ? [] : [`Manager: ${manager.dn}${manager.linkedTo === null ? ', not in Entra' : `, in Entra ${manager.linkedTo}`}`];
  if (members === null) return lines.map(plain);
  const { inSource, linked, leftOut, leftOutExamples, inTarget, foreign } = members;
  return [
    ...lines,
    `Members: ${inSource} in AD, ${linked} of them in Entra, ${leftOut} left out${inTarget === null ? '' : `; ${inTarget} in the Entra group${foreign === 0 ? '' : `, ${foreign} of them foreign (kept)`}`}`,
    ...leftOutExamples.map(({ dn, why }) => `  left out: ${dn}: ${why}`),
    ...(leftOut > leftOutExamples.length ? [`  and ${leftOut - leftOutExamples.length} more`] : []),
  ].map(plain);
}

function targetLines(context: Context, { verdict, kind, name, targetId, state, attributes, link, conflicts }: TargetExplanation): readonly string[] {
  const { style } = context.terminal;
  const states = { present: '', softDeleted: ', in the recycle bin', gone: ', gone' } as const;
  const values = Object.entries(attributes).filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0));
  return [
    style('bold', plain(verdict)),
    plain(`Entra object: ${kind} ${name} (${targetId})${states[state]}`),
    plain(`Link: ${link === null ? 'no AD object' : `${link.dn}, ${link.state} since ${link.since}`}`),
    ...(values.length === 0 ? [] : ['', style('bold', 'Attributes'), ...values.map(([attribute, value]) => plain(`  ${attribute}: ${valueText(value)}`))]),
    ...conflictLines(context, conflicts),
  ];
}

/** Why an object of either side is as it is. */
export function anyExplanationLines(context: Context, explanation: AnyExplanation): readonly string[] {
  return explanation.side === 'source' ? explanationLines(context, explanation) : targetLines(context, explanation);
}

/** Why an object is (not) synchronized, station by station from Active Directory to Entra. */
function explanationLines(context: Context, explanation: Explanation): readonly string[] {
  const { style } = context.terminal;
  const { scope, link, attributes, pending, conflicts, lastWrite } = explanation;
  const states = { present: '', gone: ', deleted in Active Directory', doubtful: ', not seen in the last read, but its container could not be read: treated as present' } as const;
  const linkText = link === null ? 'not linked to an Entra object' : `${link.name} (${link.targetId}), ${link.state} since ${link.since}, by ${link.origin}`;
  return [
    style('bold', plain(explanation.verdict)),
    plain(`AD object: ${explanation.kind} ${explanation.dn}${states[explanation.state]}`),
    `objectGUID ${explanation.guid}${explanation.anchor === null ? '' : `, source anchor ${explanation.anchor}`}`,
    plain(`Scope: ${scope.inScope ? 'in scope' : `out of scope by ${scope.rule ?? 'a rule'}: ${scope.means ?? ''}`}`),
    plain(`Link: ${linkText}`),
    ...memberLines(explanation),
    ...(lastWrite === null ? [] : [plain(`Last write: ${lastWrite.action} at ${lastWrite.at}, ${lastWrite.state === 'sent' ? 'not answered' : lastWrite.state}${lastWrite.state === 'failed' && lastWrite.detail !== null ? `: ${lastWrite.detail}` : ''}`)]),
    ...(attributes.length === 0 ? [] : ['', style('bold', 'Attributes'), ...attributes.flatMap(attributeLines)]),
    ...(pending.length === 0 ? [] : ['', style('bold', 'Pending'), ...pending.flatMap((change) => [plain(`  ${changeText(change)}`), ...(change.hold === null ? [] : [plain(`      held: ${change.hold.text}`)])])]),
    ...conflictLines(context, conflicts),
  ];
}
