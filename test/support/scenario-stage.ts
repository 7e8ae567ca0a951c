import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { program } from '../../electron/cli/program.ts';
import type { SampleCompany } from '../../electron/lab/company/company.ts';
import { startLab, type Lab } from '../../electron/lab/lab.ts';
import type { TenantSeed } from '../../electron/lab/tenant/tenant.ts';
import type { Conflict } from '../../shared/conflict.ts';
import type { ProfileInput } from '../../shared/profile.ts';
import type { RunDocument } from '../../shared/run.ts';
import type { ResolutionKind, Situation } from '../../shared/situation.ts';
import { contosoOu, groupsOu, organizationalUnit, staffOu, type Scenario, type ScenarioProfile } from './scenario.ts';
import { namesOf, type Names } from './scenario-names.ts';
import { runLines, tenantLines } from './scenario-transcript.ts';

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string };

/** What a scenario acts with. Everything done here is written into the transcript. */
export type Stage = {
  readonly lab: Lab;
  readonly folder: string;
  /** A change on either side or a fault; the sentence goes into the transcript. */
  tell(sentence: string, act: () => void): void;
  /** `sync`; the plan, the conflicts and what was written go into the transcript. */
  sync(...options: readonly string[]): Promise<RunDocument>;
  preview(...options: readonly string[]): Promise<RunDocument>;
  /** A first `sync` that is not what the scenario is about: its outcome and number of writes only. */
  prepare(): Promise<void>;
  /** Any command, with its output for people. */
  cli(...args: readonly string[]): Promise<Ended>;
  /** Any command as a process of its own, with its output for people. */
  process(...args: readonly string[]): Promise<Ended>;
  /** `conflicts resolve` for the open conflict of that situation and AD object. */
  decide(situation: Situation, name: string, as: ResolutionKind, ...options: readonly string[]): Promise<Ended>;
  /** The open conflict of that situation and AD object (its common name). */
  conflict(situation: Situation, name: string): Promise<Conflict>;
  /** Writes the profile anew, with these parts instead. */
  configure(sentence: string, profile: ScenarioProfile): void;
  /** The id of the tenant's object of that name. */
  idOf(name: string): string;
};

const root = resolve(import.meta.dirname, '../..');

const domains: NonNullable<TenantSeed['domains']> = [{ name: 'contoso.onmicrosoft.com', initial: true }, { name: 'contoso.com', default: true }];
const administrator = { userPrincipalName: 'admin@contoso.onmicrosoft.com', displayName: 'Tenant Administrator', mailNickname: 'admin' };

function companyOf(scenario: Scenario): SampleCompany {
  const seed = scenario.tenant ?? {};
  return {
    domain: 'corp.contoso.test',
    entries: [organizationalUnit(contosoOu), organizationalUnit(staffOu), organizationalUnit(groupsOu), ...(scenario.ad ?? [])],
    tenantSeed: { ...seed, domains: seed.domains ?? domains, users: [administrator, ...(seed.users ?? [])], roles: { 'Global Administrator': [administrator.userPrincipalName], ...seed.roles } },
    cast: [],
    excluded: [],
    story: () => [],
    secondStory: () => [],
  };
}

/** Standard output and standard error of this process while `work` runs. */
async function captured(work: () => Promise<number>): Promise<Ended> {
  const texts = { out: '', err: '' };
  const real = { out: process.stdout.write, err: process.stderr.write };
  const collect = (where: 'out' | 'err') => (chunk: unknown, encoding?: unknown, done?: unknown): boolean => {
    texts[where] += typeof chunk === 'string' ? chunk : Buffer.from(chunk as Uint8Array).toString('utf8');
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') callback();
    return true;
  };
  process.stdout.write = collect('out');
  process.stderr.write = collect('err');
  try {
    return { code: await work(), ...texts };
  } finally {
    process.stdout.write = real.out;
    process.stderr.write = real.err;
    // Each command line listens for a closed terminal, because normally it is the only one of its process.
    process.stdout.removeAllListeners('error');
    process.stderr.removeAllListeners('error');
  }
}

/** Progress depends on the machine: it is no part of a golden file. */
const progressLine = /^(?:Connecting|Looking up what was in flight|Reading Active Directory|Reading the Entra tenant|Computing the plan|Writing to the Entra tenant|Confirming)\b/;

function indented(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '' && !progressLine.test(line)).map((line) => `  ${line}`);
}

function mergedProfile(lab: Lab, wanted: ScenarioProfile): ProfileInput {
  const standard = lab.profile();
  const containers = [{ dn: contosoOu, include: true }];
  const { source, target, ...rest } = wanted;
  return { ...standard, ...rest, source: { ...standard.source, containers, ...source }, target: { ...standard.target, ...target } };
}

/** Plays a scenario on a fresh lab in `folder` and answers its transcript. */
export async function play(scenario: Scenario, folder: string): Promise<string> {
  const lab = await startLab({ ...scenario.lab, company: companyOf(scenario) });
  const kept = { ...process.env };
  Object.assign(process.env, lab.env, { NO_COLOR: '1', TERM: 'dumb' });
  try {
    await lab.writeProfile(folder);
    const names = namesOf(lab, folder);
    const lines: string[] = [];
    const stage = stageOf(lab, folder, names, lines);
    writeFileSync(join(folder, 'profile.json'), JSON.stringify(mergedProfile(lab, scenario.profile ?? {})));
    names.learn();
    await scenario.steps(stage);
    names.learn();
    lines.push('', 'In the end the tenant holds', ...tenantLines(lab.tenant.snapshot(), (name) => lab.tenant.admin.find(name)?.id ?? name));
    const text = `${scenario.proves}\n${names.plain(lines.join('\n'))}\n`;
    for (const secret of Object.values(lab.env)) if (text.includes(secret)) throw new Error('The transcript shows a secret.');
    return text;
  } finally {
    process.env = kept;
    await lab.stop();
  }
}

function stageOf(lab: Lab, folder: string, names: Names, lines: string[]): Stage {
  const place = ['--profile', join(folder, 'profile.json'), '--data-dir', join(folder, 'data')];

  const inProcess = async (args: readonly string[]): Promise<Ended> => {
    lab.tenant.resetLog();
    const ended = await captured(() => program([...args, ...place]));
    names.learn();
    if (/report it with the output of/.test(`${ended.out}${ended.err}`)) throw new Error(`\`causeway ${args.join(' ')}\` met a defect: ${ended.out}${ended.err}`);
    for (const secret of Object.values(lab.env)) if (`${ended.out}${ended.err}`.includes(secret)) throw new Error(`\`causeway ${args.join(' ')}\` shows a secret.`);
    return ended;
  };
  const head = (args: readonly string[], code: number | null, how = ''): void => void lines.push('', `$ causeway ${args.join(' ')}${how}   → exit ${code ?? 'none'}`);
  const quoted = (args: readonly string[]): readonly string[] => args.map((arg) => (/[\s"]/.test(arg) ? JSON.stringify(arg) : arg));

  const run = async (args: readonly string[]): Promise<RunDocument> => {
    const { code, out, err } = await inProcess([...args, '--json']);
    head(quoted(args), code);
    const document = JSON.parse(out) as RunDocument & { readonly error?: { readonly message: string; readonly fix: string } };
    if (document.error !== undefined) lines.push(`  ${document.error.message}`, `      ${document.error.fix}`);
    else {
      if (document.plan.id !== '') names.plan(document.plan.id);
      for (const { id, situation, dn } of document.conflicts) names.name(id, `${situation} ${dn.slice(3, dn.indexOf(','))}`);
      lines.push(...runLines(document));
    }
    lines.push(...indented(err));
    lines.push(`  the tenant ${requests(lab.tenant.writes(), lab.tenant.writes({ succeeded: true }))}`);
    return document;
  };

  const told = async (args: readonly string[], how: string, ended: Ended): Promise<Ended> => {
    head(quoted(args), ended.code, how);
    lines.push(...indented(ended.out), ...indented(ended.err));
    return await Promise.resolve(ended);
  };

  const conflict = async (situation: Situation, name: string): Promise<Conflict> => {
    const { out } = await inProcess(['conflicts', 'list', '--json']);
    const { conflicts } = JSON.parse(out) as { readonly conflicts: readonly Conflict[] };
    const found = conflicts.find((each) => each.situation === situation && each.dn.toLowerCase().startsWith(`cn=${name.toLowerCase()},`));
    if (found === undefined) throw new Error(`There is no open ${situation} of ${name}, only: ${conflicts.map((each) => `${each.situation} ${each.dn}`).join('; ')}`);
    return found;
  };

  return {
    lab,
    folder,
    tell(sentence, act) {
      lines.push('', `* ${sentence}`);
      names.learn();
      act();
      names.learn();
    },
    sync: async (...options) => await run(['sync', ...options]),
    preview: async (...options) => await run(['preview', ...options]),
    async prepare() {
      const { code, out } = await inProcess(['sync', '--json']);
      const document = JSON.parse(out) as RunDocument;
      head(['sync'], code);
      lines.push(`  ${document.run.outcome}; export: ${document.export.writes} writes`);
    },
    cli: async (...args) => await told(args, '', await inProcess(args)),
    process: async (...args) => await told(args, '   (a process of its own)', await asProcess(folder, [...args, ...place])),
    async decide(situation, name, as, ...options) {
      const { id } = await conflict(situation, name);
      return await told(['conflicts', 'resolve', id, '--as', as, ...options], '', await inProcess(['conflicts', 'resolve', id, '--as', as, ...options]));
    },
    conflict,
    configure(sentence, profile) {
      lines.push('', `* Profile: ${sentence}`);
      writeFileSync(join(folder, 'profile.json'), JSON.stringify(mergedProfile(lab, profile)));
    },
    idOf(name) {
      const found = lab.tenant.admin.find(name);
      if (found === undefined) throw new Error(`The tenant holds no “${name}”.`);
      return found.id;
    },
  };
}

/** How often something is sent again depends on the clock; how often it is carried out does not. */
function requests(sent: number, succeeded: number): string {
  if (sent === 0) return 'was sent no request that changes state';
  return `carried out ${succeeded} request${succeeded === 1 ? '' : 's'} that change${succeeded === 1 ? 's' : ''} state${sent === succeeded ? '' : ', and refused others'}`;
}

async function asProcess(folder: string, args: readonly string[]): Promise<Ended> {
  const { npm_lifecycle_event: _event, ...env } = process.env;
  const child = spawn(process.execPath, [join(root, 'electron/cli/main.ts'), ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (texts.out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (texts.err += text));
  return await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ code, ...texts }));
  });
}

