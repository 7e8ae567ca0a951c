import type { PlanChange, PlanSummary } from '../../../../../shared/plan.ts';
import { commonNameOf } from '../../../../sync/names/dn.ts';
import { valueText } from './csv.ts';

export type HtmlFacts = { readonly profileName: string; readonly plan: PlanSummary; readonly createdAt: string; readonly rows: number; readonly filter: readonly string[] };

const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => special[character] ?? character);
}

/** Nothing is loaded from anywhere; entries that are not on the screen are not laid out, so that 100,000 open too. */
export const documentStyle = `
:root { color-scheme: light dark; }
body { font: 14px/1.45 'Segoe UI', system-ui, sans-serif; margin: 32px auto; max-width: 1080px; padding: 0 24px; }
h1 { font-size: 24px; margin: 0 0 4px; } p, dl { margin: 0 0 16px; }
table { border-collapse: collapse; width: 100%; margin: 4px 0 0; } th, td { text-align: left; vertical-align: top; padding: 2px 12px 2px 0; overflow-wrap: anywhere; }
th { font-weight: 600; color: GrayText; font-size: 12px; } td:first-child { width: 22%; } td:nth-child(2), td:nth-child(3) { width: 30%; }
article { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); padding: 8px 0; content-visibility: auto; contain-intrinsic-size: auto 96px; }
h2 { font-size: 14px; margin: 0; } h2 span { display: inline-block; min-width: 112px; } .dn, .why { color: GrayText; font-size: 12px; overflow-wrap: anywhere; }
del { text-decoration: none; opacity: .75; } .held { font-weight: 600; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } article { content-visibility: visible; break-inside: avoid; } }`;

function counts(what: string, entries: Readonly<Record<string, number>>): string {
  const shown = Object.entries(entries).filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count.toLocaleString('en')}`);
  return shown.length === 0 ? '' : `<li>${what}: ${escapeHtml(shown.join(' · '))}</li>`;
}

export function htmlHead({ profileName, plan, createdAt, rows, filter }: HtmlFacts): string {
  const title = `Plan of ${profileName}`;
  const only = filter.length === 0 ? '' : `<p>Only: ${escapeHtml(filter.join(' · '))}</p>`;
  const held = plan.protection.texts.length === 0 ? '' : `<p class="held">Held by protection: ${escapeHtml(plan.protection.texts.join(' '))}</p>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><style>${documentStyle}</style></head>
<body><h1>${escapeHtml(title)}</h1><p>Computed ${escapeHtml(createdAt)} · plan ${escapeHtml(plan.id)} · ${rows.toLocaleString('en')} ${rows === 1 ? 'change' : 'changes'}</p>${only}${held}
<ul>${counts('Users', plan.users)}${counts('Groups', plan.groups)}${counts('Members', plan.members)}${counts('Managers', plan.managers)}${counts('Not synchronizable', plan.notSynchronizable)}</ul>
`;
}

/** One change: what happens to which object and why, then a line for each attribute and member. */
export function htmlArticle(change: PlanChange): string {
  const attributes = change.attributes.map(({ name, from, to, rule }) => {
    const after = name === 'passwordProfile' ? 'random, not stored' : valueText(to);
    return `<tr><td>${escapeHtml(name)}</td><td><del>${escapeHtml(valueText(from))}</del></td><td>${escapeHtml(after)}</td><td>${escapeHtml(rule)}</td></tr>`;
  });
  const table = attributes.length === 0 ? '' : `<table><tr><th>Attribute</th><th>Entra now</th><th>Entra after</th><th>Rule</th></tr>${attributes.join('')}</table>`;
  const references = change.references.length === 0 ? '' : `<div class="dn">${change.references.map(({ dn, target }) => escapeHtml(dn === '' ? (target ?? '') : dn)).join('<br>')}</div>`;
  const held = change.hold === null ? '' : `<div class="held">Held: ${escapeHtml(change.hold.text)}</div>`;
  return `<article><h2><span>${escapeHtml(change.action)} ${change.type}</span> ${escapeHtml(commonNameOf(change.dn))}</h2><div class="dn">${escapeHtml(change.dn)}</div><div class="why">${escapeHtml(change.reason)}</div>${held}${table}${references}</article>\n`;
}

export const htmlFoot = '</body></html>\n';
