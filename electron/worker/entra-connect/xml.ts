import sax from 'sax';
import { Problem } from '../../../shared/errors.ts';

/** An element with its own text, decoded and trimmed. */
export type XmlElement = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly text: string; readonly children: readonly XmlElement[] };

/** Elements may lie this deep in each other; an export has fewer than 15 levels. */
const deepest = 60;
const exportAgain = 'Export the configuration again on the Entra Connect server: Get-ADSyncServerConfiguration -Path FOLDER.';

type Open = { readonly name: string; readonly attributes: Readonly<Record<string, string>>; readonly text: string[]; readonly children: XmlElement[] };

/**
 * The root element of an XML text. Throws a `usage` Problem with file, line and column. A document type is refused, and
 * sax expands no entity but the five of XML and character references, so nothing can grow or be fetched.
 */
export function parseXml(text: string, file: string): XmlElement {
  const parser = sax.parser(true);
  const refuse = (what: string, cause?: unknown): never => {
    throw new Problem('usage', `${file}, line ${parser.line + 1}, column ${parser.column + 1}: ${what}.`, exportAgain, { cause });
  };
  const open: Open[] = [];
  let root: XmlElement | null = null;
  parser.onerror = (error) => refuse(`this is not XML (${error.message.split('\n')[0]?.replace(/\.$/, '') ?? ''})`, error);
  parser.ondoctype = () => refuse('a document type declaration is not allowed; Entra Connect writes none');
  parser.onopentag = ({ name, attributes }) => {
    if (open.length >= deepest) refuse(`elements lie more than ${deepest} deep in each other`);
    open.push({ name, attributes: { ...attributes }, text: [], children: [] });
  };
  parser.ontext = (part) => void open.at(-1)?.text.push(part);
  parser.oncdata = (part) => void open.at(-1)?.text.push(part);
  parser.onclosetag = () => {
    const closed = open.pop();
    if (closed === undefined) return;
    const element: XmlElement = { ...closed, text: closed.text.join('').trim() };
    const parent = open.at(-1);
    if (parent === undefined) root ??= element;
    else parent.children.push(element);
  };
  parser.write(text.replace(/^\uFEFF/, '')).close();
  return root ?? refuse('there is no XML element');
}

/** Every element at this path of names below an element. */
export function elementsAt(element: XmlElement, ...path: readonly string[]): readonly XmlElement[] {
  return path.reduce<readonly XmlElement[]>((found, name) => found.flatMap(({ children }) => children.filter((child) => child.name === name)), [element]);
}

/** The text of the first element at this path; '' when there is none. */
export function textAt(element: XmlElement, ...path: readonly string[]): string {
  return elementsAt(element, ...path)[0]?.text ?? '';
}

/** `<parameter name="…">…</parameter>` anywhere below an element; the first of a name counts. */
export function parametersBelow(element: XmlElement): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const visit = (each: XmlElement): void => {
    const name = each.attributes['name'];
    if (each.name === 'parameter' && name !== undefined && !found.has(name)) found.set(name, each.text);
    each.children.forEach(visit);
  };
  visit(element);
  return found;
}
