import { countryCode } from '../../../flow/countries.ts';
import { cleanNickname, deriveNickname } from '../../../flow/nickname.ts';
import { prefixOf } from '../../../flow/text.ts';
import { EvaluationFailure } from '../failure.ts';
import { row, type FunctionRow } from '../row.ts';
import { one } from '../type.ts';
import { compact, isList, type Value } from '../value.ts';
import { textOf } from './arguments.ts';

/** What Causeway's default rules need beyond the documented language (build/decisions/0003-rules.md). */
const family = 'causeway';

export const causewayFunctions: readonly FunctionRow[] = [
  row(family, 'CausewayAnchor', { means: 'The source anchor: mS-DS-ConsistencyGuid if it holds 16 bytes, else objectGUID.', gives: one('binary'), call: (_values, { anchor }) => anchor() }),
  row(family, 'CausewayCountryCode', { means: 'The text in capitals when it is an assigned ISO 3166-1 alpha-2 code, else nothing.', takes: [['text', 'text']], gives: one('text'), call: ([text]) => countryCode(textOf(text)) }),
  row(family, 'CausewayPrefix', { means: 'What stands before the last @ of an address; nothing when there is none.', takes: [['address', 'text']], gives: one('text'), call: ([address]) => prefixOf(textOf(address)) }),
  row(family, 'CausewayCleanNickname', {
    means: 'A nickname without what Microsoft Graph refuses: diacritics folded, refused characters removed. Nothing when nothing is left.',
    takes: [['text', 'text']],
    gives: one('text'),
    call: ([text]) => {
      const cleaned = cleanNickname(textOf(text));
      return cleaned === '' ? null : cleaned;
    },
  }),
  row(family, 'CausewayNickname', {
    means: 'The first of several texts of which something is left when it is cleaned as a nickname, cut to 64 characters.',
    takes: [['text', 'text', 'whole']],
    variadic: true,
    gives: one('text'),
    call: (values) => {
      const texts: readonly Value[] = values.flatMap((value): readonly Value[] => (value === null ? [] : isList(value) ? compact(value) : [value]));
      for (const text of texts) if (typeof text !== 'string') throw new EvaluationFailure('CausewayNickname takes texts only.');
      const nickname = deriveNickname(texts as readonly string[], '');
      return nickname === '' ? null : nickname;
    },
  }),
];
