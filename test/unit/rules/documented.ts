/** Pages that the conformance cases come from. */
export const pages = {
  functions: 'learn.microsoft.com/entra/identity/hybrid/connect/reference-connect-sync-functions-reference',
  expressions: 'learn.microsoft.com/entra/identity/hybrid/connect/concept-azure-ad-connect-sync-declarative-provisioning-expressions',
  export: 'github.com/microsoft/AADConnectConfigDocumenter',
} as const;

/** Every function of the reference, each with its section there. */
const sections = `
  BitAnd BitOr CBool CDate CertExtensionOids CertFormat CertFriendlyName CertHashString CertIssuer CertIssuerDN CertIssuerOid CertKeyAlgorithm
  CertKeyAlgorithmParams CertNameInfo CertNotAfter CertNotBefore CertPublicKeyOid CertPublicKeyParametersOid CertSerialNumber
  CertSignatureAlgorithmOid CertSubject CertSubjectNameDN CertSubjectNameOid CertThumbprint CertVersion CGuid Contains ConvertFromBase64
  ConvertFromUTF8Hex ConvertToBase64 ConvertToUTF8Hex Count CNum CRef CStr DateAdd DateFromNum DNComponent DNComponentRev Error
  EscapeDNComponent FormatDateTime Guid IIF InStr InStrRev IsBitSet IsCert IsDate IsEmpty IsGuid IsNull IsNullOrEmpty IsNumeric IsPresent IsString
  Item ItemOrNull Join LCase Left Len LTrim Mid Now NumFromDate PadLeft PadRight PCase RandomNum RemoveDuplicates Replace ReplaceChars
  Right RTrim Select Split StringFromGuid StringFromSid Switch Trim UCase Where With Word`;

export const documentedFunctions: readonly string[] = sections.trim().split(/\s+/);

/** In the default rules of a real server, but not in the reference. */
export const undocumentedFunctions: readonly string[] = ['CBin', 'ImportedValue', 'Thumbprint', 'ValueCount'];

/** The page and section that an expression illustrates: its outermost function's, else that of the operators. */
export function sourceOf(expression: string): string {
  const name = /^\s*([A-Za-z]\w*)\(/.exec(expression)?.[1] ?? null;
  const known = name === null ? null : (documentedFunctions.find((each) => each.toLowerCase() === name.toLowerCase()) ?? null);
  if (known !== null) return `${pages.functions}#${known.toLowerCase()}`;
  return name !== null && undocumentedFunctions.includes(name) ? pages.export : `${pages.expressions}#operators`;
}
