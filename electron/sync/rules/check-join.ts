import { nearest } from '../../../shared/nearest.ts';
import { propertiesOf } from '../flow/properties.ts';
import { catalogueEntry, catalogueNames } from './catalogue.ts';
import type { Report } from './check-flow.ts';
import type { Rule } from './rule.ts';

/** What a cloud user may be found by: texts that Causeway reads, the source anchor and the password excepted. */
const joinProperties = propertiesOf('user').filter(({ takes, fixed }) => takes !== 'boolean' && !fixed).map(({ name }) => name);

/** Checks the join of a rule: who is matched is decided once, so only what identifies somebody is allowed. */
export function checkJoin({ type, join }: Rule, path: string, report: Report): void {
  if (join.length > 0 && type === 'group') report(path, 'A join finds users only. Groups are found by their unique name, or by their display name when the profile says so.', 'Remove join, or set policies.matchGroupsByName.');
  join.forEach((group, number) =>
    group.forEach(({ attribute, property }, at) => {
      const place = `${path}[${number}][${at}]`;
      const entry = catalogueEntry(attribute);
      if (entry === null) {
        const near = nearest(attribute, catalogueNames);
        report(`${place}.attribute`, `There is no attribute ${attribute} in the catalogue.`, near === null ? '`causeway rules list --attributes` shows them.' : `Did you mean ${near}? Names are case-sensitive.`);
      } else if (entry.kind !== 'text' && entry.kind !== 'number') report(`${place}.attribute`, `${attribute} cannot be compared with a property of a cloud user: it is neither text nor a number.`, 'Choose an attribute that identifies a person, like employeeID.');
      if (!joinProperties.includes(property)) {
        const near = nearest(property, joinProperties);
        report(`${place}.property`, `A cloud user cannot be found by ${property}.`, near === null ? `Use one of: ${joinProperties.join(', ')}.` : `Did you mean ${near}?`);
      }
    }),
  );
}
