import { describe, expect, test } from 'vitest';
import { deviceCertificate, kateCertificate } from './certificates.ts';
import { documentedFunctions, pages, sourceOf } from './documented.ts';
import { edgeAttributes, edgeCases, operatorEdges, type EdgeCases } from './edge-cases.ts';
import { error, evaluate } from './evaluate.ts';

const subject = { attributes: edgeAttributes };

/** `{error: '…part…'}` means a message that contains the part. */
function awaited(expected: unknown): unknown {
  const message = typeof expected === 'object' && expected !== null && 'error' in expected ? String(expected.error) : '';
  return message.startsWith('…') ? error(message.slice(1, -1)) : expected;
}

function cases({ nothing, wrong, several }: EdgeCases): void {
  test.each(nothing.map(([text, expected]) => [text, sourceOf(text), expected] as const))('nothing: %s (%s)', (text, _source, expected) => expect(evaluate(text, subject)).toEqual(awaited(expected)));
  test.each(wrong.map(([text, message]) => [text, sourceOf(text), message] as const))('refused: %s (%s)', (text, _source, message) => expect(evaluate(text, subject)).toEqual(error(message)));
  test.each(several.map(([text, expected]) => [text, sourceOf(text), expected] as const))('several values: %s (%s)', (text, _source, expected) => expect(evaluate(text, subject)).toEqual(awaited(expected)));
}

describe.each(Object.entries(edgeCases))('%s', (_name, edges) => cases(edges));
describe.each(Object.entries(operatorEdges))('operator %s', (_operator, edges) => cases(edges));

/** Functions of one certificate have the same edges; CertNameInfo takes two arguments more. */
const certificateFunctions = documentedFunctions.filter((name) => name.startsWith('Cert'));
const call = (name: string, certificate: string): string => (name === 'CertNameInfo' ? `CertNameInfo(${certificate}, "SimpleName", False)` : `${name}(${certificate})`);

describe.each(certificateFunctions)(`%s (${pages.functions})`, (name) => {
  const certificates = { attributes: { userCertificate: [kateCertificate], userSMIMECertificate: [deviceCertificate, kateCertificate], thumbnailPhoto: 'AQID' } };
  test('of nothing is nothing', () => expect([evaluate(call(name, 'NULL'), certificates), evaluate(call(name, '[jpegPhoto]'), certificates)]).toEqual([null, null]));
  test('refuses what is no binary data', () => expect([evaluate(call(name, '"text"'), certificates), evaluate(call(name, '5'), certificates)]).toEqual([error('expects binary data'), error('expects binary data')]));
  test('refuses what is no certificate', () => expect(evaluate(call(name, '[thumbnailPhoto]'), certificates)).toEqual(error('no X.509 certificate')));
  test('takes each of several certificates', () => {
    const each = [1, 2].map((index) => evaluate(call(name, `Item([userSMIMECertificate], ${index})`), certificates));
    expect(evaluate(call(name, '[userSMIMECertificate]'), certificates)).toEqual(each.flat());
  });
});
