import { makeStyles, MessageBar, MessageBarBody, MessageBarTitle } from '@fluentui/react-components';
import type { PlannedExtension } from '../../../shared/plan.ts';
import { planStrings } from '../../strings/plan.ts';

const { extensions: words } = planStrings;

const useStyles = makeStyles({ texts: { margin: 0, padding: 0, listStyleType: 'none' } });

/** What the plan adds to the app registration before it writes objects. */
export function ExtensionsBanner({ extensions }: { readonly extensions: readonly PlannedExtension[] }) {
  const styles = useStyles();
  if (extensions.length === 0) return null;
  return (
    <MessageBar intent="info" layout="multiline" data-testid="extensions-banner">
      <MessageBarBody>
        <MessageBarTitle>{words.title(extensions.length)}</MessageBarTitle>
        <ul className={styles.texts}>
          {extensions.map((extension) => (
            <li key={extension.name}>{words.one(extension)}</li>
          ))}
        </ul>
      </MessageBarBody>
    </MessageBar>
  );
}
