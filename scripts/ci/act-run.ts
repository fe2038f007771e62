import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { workflows } from '../../test-support/repository/workflows';

/** Folders of one series of trials. */
export interface Places {
  readonly root: string;
  /** The action, as a release would hold it. */
  readonly action: string;
  /** The repository of somebody who uses it. */
  readonly team: string;
  /** What the stand-ins keep. */
  readonly artifacts: string;
}

export interface ActRun {
  readonly code: number | null;
  readonly log: string;
  /** Lines of one job, or of all jobs of its matrix. */
  job(name: string): string;
}

interface Trial {
  readonly workflow: string;
  readonly event?: 'push' | 'pull_request';
  readonly payload?: object;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether this is another attempt, which finds the artifacts of the one before. */
  readonly again?: boolean;
}

/** Runs a workflow of the team's repository, with all that is there committed, by act in host mode. @param act its program */
export function runAct(act: string, places: Places, trial: Trial): ActRun {
  const { root, action, team, artifacts } = places;
  const { workflow, event = 'push', payload = {}, secrets = {}, environment = {}, again } = trial;
  if (again !== true) rmSync(artifacts, { recursive: true, force: true });
  mkdirSync(artifacts, { recursive: true });
  commit(team);
  const repository = { full_name: 'team/texts', default_branch: 'main' };
  const eventFile = path.join(root, 'event.json');
  writeFileSync(eventFile, JSON.stringify({ ref: 'refs/heads/main', repository, ...payload }));
  const secretFile = path.join(root, 'secrets');
  writeFileSync(
    secretFile,
    Object.entries(secrets)
      .map(([name, value]) => `${name}=${value}\n`)
      .join(''),
  );
  const handed = { STAND_IN_ARTIFACTS: artifacts, STAND_IN_ACTION: action, ...environment };
  const words = [
    event,
    ...['--workflows', `.github/workflows/${workflow}`, '--eventpath', eventFile, '--secret-file', secretFile],
    ...['ubuntu-latest', 'self-hosted', 'gpu'].flatMap((label) => ['--platform', `${label}=-self-hosted`]),
    ...Object.entries(handed).flatMap(([name, value]) => ['--env', `${name}=${value}`]),
    ...replaced(action).flatMap((pair) => ['--local-repository', pair]),
    ...['--defaultbranch', 'main', '--no-cache-server', '--action-offline-mode', '--concurrent-jobs', '1'],
  ];
  const surroundings = { ...process.env, XDG_CACHE_HOME: path.join(root, 'cache'), HOME: path.join(root, 'home') };
  const { status, stdout, stderr } = spawnSync(act, words, {
    cwd: team,
    env: surroundings,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const log = stdout + stderr;
  return {
    code: status,
    log,
    job: (name) =>
      log
        .split('\n')
        .filter((line) => new RegExp(`^\\[[^\\]]*/${name}(-\\d+)?\\s*\\]`).test(line))
        .join('\n'),
  };
}

/** Folders in place of what would be fetched: the action itself, and the stand-ins, at the commits that the examples pin. */
function replaced(action: string): string[] {
  const used = workflows().flatMap(({ text }) => [...text.matchAll(/uses: (actions\/[\w-]+)@([0-9a-f]{40})/g)]);
  const pairs = used.flatMap(([, name = '', ref = '']) => {
    const folder = path.resolve('__tests__/fixtures/stand-ins', path.basename(name));
    return existsSync(folder) ? [`${name}@${ref}=${folder}`] : [];
  });
  return [`OWNER/embed-once@v1=${action}`, ...new Set(pairs)];
}

/** Commits whatever is there. */
export function commit(team: string): void {
  const author = ['-c', 'user.name=team', '-c', 'user.email=team@example.com'];
  execFileSync('git', ['add', '--all'], { cwd: team });
  execFileSync('git', [...author, 'commit', '--quiet', '--allow-empty', '--message', 'Texts'], { cwd: team });
}
