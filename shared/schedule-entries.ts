/**
 * What to give the operating system so that it runs `causeway sync` by itself: Windows Task Scheduler, systemd, launchd.
 * Pure text; every value is quoted for the place where it stands.
 */
export type ScheduleOrder = {
  /** Program and what stands before the command: `["causeway"]`, or `["/usr/bin/node", "/opt/causeway/cli/main.js"]`. */
  readonly program: readonly [string, ...string[]];
  readonly profileName: string;
  readonly profilePath: string;
  readonly dataFolder: string;
  readonly everyMinutes: number;
};

export const schedulePlatforms = ['windows', 'systemd', 'launchd'] as const;
export type SchedulePlatform = (typeof schedulePlatforms)[number];

/** A text to copy, and the file it belongs in; null when it is a command. */
export type ScheduleEntry = { readonly file: string | null; readonly title: string; readonly text: string };

/** A name for tasks and units: letters, digits and dashes. */
export function taskName(profileName: string): string {
  const name = profileName.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  return `causeway-${name === '' ? 'profile' : name}`;
}

function commandOf({ program, profilePath, dataFolder }: ScheduleOrder): readonly string[] {
  return [...program, 'sync', '--profile', profilePath, '--data-dir', dataFolder];
}

/** An argument for a Windows command line (CommandLineToArgvW). */
function windowsArgument(text: string): string {
  return /[\s"]/.test(text) || text === '' ? `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"` : text;
}

/** A word of systemd's ExecStart (systemd.service(5), "Command lines"): `%` and `$` are doubled, the rest is in quotes. */
function systemdWord(text: string): string {
  const escaped = text.replace(/%/g, '%%').replace(/\$/g, '$$$$').replace(/[\\"]/g, (character) => `\\${character}`);
  return /[\s"'\\;]/.test(text) || text === '' ? `"${escaped}"` : escaped;
}

function xml(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
}

/** ISO 8601 duration, as Task Scheduler takes it. */
function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  return `PT${hours === 0 ? '' : `${hours}H`}${minutes % 60 === 0 && hours > 0 ? '' : `${minutes % 60}M`}`;
}

function windows(order: ScheduleOrder): readonly ScheduleEntry[] {
  const [program, ...rest] = commandOf(order);
  const name = taskName(order.profileName);
  const task = [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.3" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    `  <RegistrationInfo><Description>${xml(`Causeway: synchronizes ${order.profileName} every ${order.everyMinutes} minutes.`)}</Description></RegistrationInfo>`,
    '  <Triggers>',
    '    <TimeTrigger>',
    `      <Repetition><Interval>${duration(order.everyMinutes)}</Interval><StopAtDurationEnd>false</StopAtDurationEnd></Repetition>`,
    '      <StartBoundary>2024-01-01T00:00:00</StartBoundary>',
    '      <Enabled>true</Enabled>',
    '    </TimeTrigger>',
    '  </Triggers>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <StartWhenAvailable>true</StartWhenAvailable>',
    '    <RunOnlyIfNetworkAvailable>true</RunOnlyIfNetworkAvailable>',
    '    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
    '  </Settings>',
    '  <Actions>',
    '    <Exec>',
    `      <Command>${xml(program ?? '')}</Command>`,
    `      <Arguments>${xml(rest.map(windowsArgument).join(' '))}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
  ].join('\n');
  return [
    { file: `${name}.xml`, title: `Save as ${name}.xml, in UTF-16`, text: task },
    { file: null, title: 'Then, as an administrator; it asks for the password of the account', text: `schtasks /Create /TN "${name}" /XML "${name}.xml" /RU "DOMAIN\\account" /RP *` },
  ];
}

function systemd(order: ScheduleOrder): readonly ScheduleEntry[] {
  const name = taskName(order.profileName);
  const profileName = order.profileName.replace(/[\r\n]+/g, ' ').replace(/%/g, '%%');
  const service = [
    '[Unit]',
    `Description=Causeway: synchronize ${profileName}`,
    'Wants=network-online.target',
    'After=network-online.target',
    '',
    '[Service]',
    'Type=oneshot',
    `ExecStart=${commandOf(order).map(systemdWord).join(' ')}`,
    '# 3: conflicts are open, 4: protection holds a part, 5: another run is active. The run itself went well.',
    'SuccessExitStatus=3 4 5',
    'User=causeway',
    'NoNewPrivileges=yes',
    '',
  ].join('\n');
  const timer = ['[Unit]', `Description=Causeway: synchronize ${profileName} every ${order.everyMinutes} minutes`, '', '[Timer]', 'OnBootSec=2min', `OnUnitActiveSec=${order.everyMinutes}min`, '', '[Install]', 'WantedBy=timers.target', ''].join('\n');
  return [
    { file: `/etc/systemd/system/${name}.service`, title: `Save as /etc/systemd/system/${name}.service`, text: service },
    { file: `/etc/systemd/system/${name}.timer`, title: `Save as /etc/systemd/system/${name}.timer`, text: timer },
    { file: null, title: 'Then, as root', text: `systemctl daemon-reload && systemctl enable --now ${name}.timer` },
  ];
}

function launchd(order: ScheduleOrder): readonly ScheduleEntry[] {
  const label = `org.causeway.${taskName(order.profileName).slice('causeway-'.length)}`;
  const path = `/Library/LaunchDaemons/${label}.plist`;
  const plist = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    `  <key>Label</key><string>${label}</string>`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...commandOf(order).map((word) => `    <string>${xml(word)}</string>`),
    '  </array>',
    `  <key>StartInterval</key><integer>${order.everyMinutes * 60}</integer>`,
    '  <key>UserName</key><string>_causeway</string>',
    '</dict>',
    '</plist>',
    '',
  ].join('\n');
  return [
    { file: path, title: `Save as ${path}`, text: plist },
    { file: null, title: 'Then, in the terminal', text: `sudo launchctl bootstrap system ${path}` },
  ];
}

/** The exact entries for one kind of system, in the order in which they are needed. */
export function scheduleEntries(platform: SchedulePlatform, order: ScheduleOrder): readonly ScheduleEntry[] {
  switch (platform) {
    case 'windows':
      return windows(order);
    case 'systemd':
      return systemd(order);
    case 'launchd':
      return launchd(order);
  }
}
