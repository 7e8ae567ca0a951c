import type { ImportEntry } from '../../../shared/entra-connect.ts';

/** Adds a line to the report of an import. */
export type Say = (takeover: ImportEntry['takeover'], setting: string, value: string, text: string, fix?: string | null, place?: string | null) => void;

/** Who reads the report: at the command line the profile is a file, in the app it is steps and screens. */
export type Reader = 'commandLine' | 'app';

/** A place in the profile, as each reader finds it. */
export function at(key: string, inTheApp: string): string {
  return `⟦${key}|${inTheApp}⟧`;
}

/** The report in the words of its reader. */
export function reportFor(reader: Reader, report: readonly ImportEntry[]): readonly ImportEntry[] {
  const words = (fix: string): string => fix.replace(/⟦([^|⟧]*)\|([^⟧]*)⟧/g, (_, key: string, inTheApp: string) => (reader === 'app' ? inTheApp : key));
  return report.map((entry) => (entry.fix === null ? entry : { ...entry, fix: words(entry.fix) }));
}

/** Places that several lines name. */
export const places = {
  ownRules: at('rules.custom', 'Rules › Own rules'),
  extensions: at('rules.directoryExtensions', 'Rules › Mapping'),
  deletions: at('protection.deletes', 'the limit in the step “Deletion and protection”'),
  account: at('source', 'the step “Connect to Active Directory”'),
} as const;
