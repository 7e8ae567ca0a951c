const grouped = (count: number): string => count.toLocaleString('en');
const plural = (count: number, one: string, many: string): string => `${grouped(count)} ${count === 1 ? one : many}`;

export const homeStrings = {
  needs: {
    title: 'Waits for you',
    held: (count: number): string => `${plural(count, 'change is', 'changes are')} held by protection`,
    heldText: 'More than the limit would be deleted, disabled or taken out of groups. Look at them, then release them or correct Active Directory.',
    heldAction: 'Review what is held',
    conflicts: (count: number): string => `${plural(count, 'conflict is', 'conflicts are')} open`,
    conflictsText: 'Nothing of these objects is written until somebody decides.',
    conflictsAction: 'Decide',
    alertAction: 'Open Health',
    staging: 'Staging mode: plans are computed, nothing is written',
    stagingText: 'Switch it off in Rules when the plan is what you want.',
    stagingAction: 'Open Rules',
    nothing: 'Nothing waits for you.',
  },
  tiles: {
    lastRun: 'Last run',
    nextRun: 'Next run',
    linked: 'In sync',
    day: 'Since yesterday',
    never: 'never',
    off: 'not scheduled',
    offText: 'Only when you start one',
    nextText: 'while Causeway runs in the tray',
    running: 'now',
    linkedText: (users: number, groups: number): string => `${plural(users, 'user', 'users')} · ${plural(groups, 'group', 'groups')}`,
    dayText: (runs: number, failed: number): string => `${plural(runs, 'run', 'runs')}${failed === 0 ? '' : `, ${grouped(failed)} failed`}`,
    writes: (writes: number): string => plural(writes, 'write', 'writes'),
  },
  connectors: 'Both sides',
  recent: { title: 'Recent runs', all: 'All runs', none: 'No run yet. Preview shows what would happen and writes nothing.', preview: 'Preview' },
  trend: { title: 'Objects in scope', text: (first: number, last: number): string => (last === first ? `${grouped(last)}, unchanged` : `${grouped(last)}, ${last > first ? '+' : '−'}${grouped(Math.abs(last - first))} over the shown runs`) },
} as const;
