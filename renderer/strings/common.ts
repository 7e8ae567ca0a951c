import type { Phase } from '../../shared/run.ts';
import type { Look } from '../components/looks.ts';

export const commonStrings = {
  whatToDo: 'What to do',
  tryAgain: 'Try again',
  copy: 'Copy',
  copied: 'Copied',
  close: 'Close',
  cancel: 'Cancel',
  loading: 'Loading',
  search: 'Search',
  looks: { create: 'Create', restore: 'Restore', link: 'Link', update: 'Update', disable: 'Disable', delete: 'Delete', held: 'Held', unchanged: 'Unchanged' } satisfies Record<Look, string>,
  phases: {
    connect: 'Connect',
    recover: 'Recover',
    importSource: 'Import from Active Directory',
    importTarget: 'Import from Entra',
    synchronize: 'Synchronize',
    export: 'Export to Entra',
    confirm: 'Confirming import',
  } satisfies Record<Phase, string>,
  severity: { ok: 'Passed', note: 'Note', warning: 'Needs attention', error: 'Failed', running: 'Checking', waiting: 'Waiting' },
} as const;
