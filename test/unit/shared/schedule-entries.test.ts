import { describe, expect, test } from 'vitest';
import { scheduleEntries, taskName, type ScheduleOrder } from '../../../shared/schedule-entries.ts';

const order: ScheduleOrder = { program: ['causeway'], profileName: 'Contoso (Zürich) & Söhne', profilePath: '/srv/100% real/$HOME/profile.json', dataFolder: '/srv/it\'s "quoted"', everyMinutes: 90 };
const textOf = (platform: Parameters<typeof scheduleEntries>[0], change: Partial<ScheduleOrder> = {}): string => scheduleEntries(platform, { ...order, ...change }).map(({ text }) => text).join('\n---\n');

describe('entries for the scheduler of the system', () => {
  test('a profile name becomes a task name', () => {
    expect(taskName(order.profileName)).toBe('causeway-contoso-zurich-sohne');
    expect(taskName('株式会社')).toBe('causeway-profile');
  });

  test('systemd: quotes, % and $ are escaped for ExecStart; runs that ended with open conflicts are no failures', () => {
    const text = textOf('systemd');
    expect(text).toContain('ExecStart=causeway sync --profile "/srv/100%% real/$$HOME/profile.json" --data-dir "/srv/it\'s \\"quoted\\""\n');
    expect(text).toContain('SuccessExitStatus=3 4 5');
    expect(text).toContain('OnUnitActiveSec=90min');
    expect(text).toContain('systemctl enable --now causeway-contoso-zurich-sohne.timer');
  });

  test('a line break in a name cannot add a line to a unit', () => {
    expect(textOf('systemd', { profileName: 'a\nExecStart=/bin/evil' })).not.toMatch(/^ExecStart=\/bin\/evil/m);
  });

  test('Windows: arguments are quoted for the command line, then for XML; no second instance', () => {
    const text = textOf('windows', { program: ['C:\\Program Files\\Causeway\\causeway.exe'], profilePath: 'C:\\Data & Co\\profile.json', dataFolder: 'D:\\causeway\\', everyMinutes: 30 });
    expect(text).toContain('<Command>C:\\Program Files\\Causeway\\causeway.exe</Command>');
    expect(text).toContain('<Arguments>sync --profile &quot;C:\\Data &amp; Co\\profile.json&quot; --data-dir D:\\causeway\\</Arguments>');
    expect(text).toContain('<Interval>PT30M</Interval>');
    expect(text).toContain('IgnoreNew');
    expect(textOf('windows', { dataFolder: 'D:\\my data\\' })).toContain('&quot;D:\\my data\\\\&quot;');
    expect([60, 90, 1440].map((everyMinutes) => /<Interval>(.+)<\/Interval>/.exec(textOf('windows', { everyMinutes }))?.[1])).toEqual(['PT1H', 'PT1H30M', 'PT24H']);
  });

  test('launchd: one string per argument, in seconds', () => {
    const text = textOf('launchd');
    expect(text).toContain('<string>/srv/it\'s &quot;quoted&quot;</string>');
    expect(text).toContain('<key>StartInterval</key><integer>5400</integer>');
    expect(text).toContain('sudo launchctl bootstrap system /Library/LaunchDaemons/org.causeway.contoso-zurich-sohne.plist');
  });
});
