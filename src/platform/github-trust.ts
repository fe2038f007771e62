import { createHash } from 'node:crypto';
import { TRUSTED, type TrustScope } from '../keys/trust-scope';

/** The fields of an event that we read. All are optional, since a payload may lack any of them. */
export interface GitHubEvent {
  readonly number?: number;
  readonly repository?: Repository;
  readonly pull_request?: {
    readonly number?: number;
    readonly head?: { readonly sha?: string; readonly repo?: Repository | null };
    readonly base?: { readonly repo?: Repository };
  };
  readonly issue?: { readonly number?: number; readonly pull_request?: unknown };
  readonly workflow_run?: {
    readonly event?: string;
    readonly head_branch?: string | null;
    readonly head_repository?: Repository | null;
  };
}

interface Repository {
  readonly full_name?: string;
  readonly default_branch?: string;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/** Events that run the code of the ref they name, and carry no untrusted content. */
const BY_REF = ['push', 'workflow_dispatch'];
/** The same, always for the default branch. */
const BY_DEFAULT_BRANCH = ['schedule', 'repository_dispatch'];
/** Length of the branch name within a scope's name, in characters. */
const SLUG_LENGTH = 24;

/**
 * Returns the trust scope of a run on GitHub. Only runs of the default branch are trusted: vectors of a pull request, a merge queue,
 * or another branch may come from unapproved code or texts. Unknown events are untrusted.
 *
 * https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 *
 * @param event the payload; undefined if unreadable
 */
export function githubTrustScope(environment: Environment, event: GitHubEvent | undefined): TrustScope {
  const name = environment.GITHUB_EVENT_NAME ?? '';
  if (event?.pull_request) return pullRequestScope(name, event);
  if (event?.issue) return issueScope(name, event.issue);
  if (event?.workflow_run) return workflowRunScope(event.workflow_run, event.repository);
  if (BY_DEFAULT_BRANCH.includes(name)) return scope(TRUSTED, `${name}, which runs the default branch`);
  const ref = environment.GITHUB_REF ?? '';
  if (BY_REF.includes(name)) return refScope(name, ref, event?.repository?.default_branch);
  if (name === 'merge_group')
    return scope(named('queue', ref), 'a merge queue, whose changes are not on the default branch yet');
  return scope(
    named('event', `${name} ${ref}`, name),
    `the event ${name || 'without a name'}, which anybody may have caused`,
  );
}

function pullRequestScope(name: string, { number, pull_request: pullRequest, repository }: GitHubEvent): TrustScope {
  const own = pullRequest?.base?.repo?.full_name ?? repository?.full_name;
  // A deleted fork has no repository.
  const head = pullRequest?.head?.repo?.full_name;
  const from = head !== undefined && head === own ? '' : ' from a fork';
  const shown = Number(number ?? pullRequest?.number ?? 0);
  const by = name === 'pull_request' ? '' : ` (${name})`;
  return scope(`pr-${shown}`, `pull request ${shown}${from}${by}`);
}

/** A comment starts the default branch's workflow, which often checks out the commented pull request. */
function issueScope(
  name: string,
  { number, pull_request: pullRequest }: NonNullable<GitHubEvent['issue']>,
): TrustScope {
  const shown = Number(number ?? 0);
  return pullRequest
    ? scope(`pr-${shown}`, `pull request ${shown} (${name})`)
    : scope(`issue-${shown}`, `issue ${shown} (${name})`);
}

/** The event runs the default branch's workflow, with artifacts of the run before it. */
function workflowRunScope(
  { event, head_branch: branch, head_repository: head }: NonNullable<GitHubEvent['workflow_run']>,
  repository: Repository | undefined,
): TrustScope {
  const trustworthy = BY_REF.includes(event ?? '') || BY_DEFAULT_BRANCH.includes(event ?? '');
  const here = head?.full_name !== undefined && head.full_name === repository?.full_name;
  const onDefault = typeof branch === 'string' && branch === repository?.default_branch;
  if (trustworthy && here && onDefault) return scope(TRUSTED, `a workflow that ran for ${branch}`);
  const from = here ? '' : ' of a fork';
  return scope(
    named('run', `${head?.full_name} ${branch}`, branch ?? ''),
    `a workflow that ran for ${event ?? 'an unknown event'} on another branch${from}`,
  );
}

function refScope(name: string, ref: string, defaultBranch: string | undefined): TrustScope {
  if (defaultBranch === undefined) return scope(named('ref', ref), `${name}; which branch is the default is not known`);
  if (ref === `refs/heads/${defaultBranch}`) return scope(TRUSTED, `${name} on the default branch`);
  const [kind, shown] = ref.startsWith('refs/tags/')
    ? ['tag', ref.slice('refs/tags/'.length)]
    : ['branch', ref.replace(/^refs\/heads\//, '')];
  return scope(named(kind, ref, shown), `${name} on a ${kind} that is not the default branch`);
}

function scope(name: string, why: string): TrustScope {
  return { name, source: 'event', why };
}

/** Builds a name from the characters that a scope allows. The digest keeps `a/b` and `a-b` apart. */
function named(kind: string, whole: string, shown = whole): string {
  const slug = shown
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, SLUG_LENGTH)
    .replace(/^-|-$/g, '');
  const digest = createHash('sha256').update(whole).digest('hex').slice(0, 8);
  return [kind, slug, digest].filter((part) => part !== '').join('-');
}
