import { setTimeout as wait } from 'node:timers/promises';
import { causeOf } from '../../base/errors';
import type { PullRequest } from '../platform';

/** A failed call to GitHub. The message quotes neither the token nor the response. */
export class GitHubRefusal extends Error {
  override readonly name = 'GitHubRefusal';

  constructor(
    message: string,
    /** HTTP status; undefined without a response. */
    readonly status?: number,
    options?: { cause?: unknown },
  ) {
    super(message, options);
  }
}

interface IssueComment {
  readonly id: number;
  readonly body?: string;
  readonly user?: { readonly type?: string } | null;
  readonly author_association?: string;
}

const DEADLINE_MS = 10_000;
/** Retries once after GitHub's `retry-after`, if it is at most this long: a comment is not worth more of a runner's time. */
const LONGEST_PAUSE_MS = 5_000;
const PAGE_SIZE = 100;
/** Searches only the first 2,000 comments. */
const MOST_PAGES = 20;
/** Accepted authors of our comment, besides bots: an app's token writes as a bot, a personal token as a user with repository access. */
const INSIDERS = ['OWNER', 'MEMBER', 'COLLABORATOR'];

/** Comments of one pull request, over GitHub's REST API: https://docs.github.com/en/rest/issues/comments. */
export class PullRequestComments {
  constructor(
    private readonly pullRequest: Pick<PullRequest, 'api' | 'repository' | 'number'>,
    private readonly token: string,
  ) {}

  /**
   * Returns the first comment that begins with a marker. Skips comments of outsiders, which may have copied it.
   * @throws GitHubRefusal
   */
  async find(marker: string): Promise<number | undefined> {
    for (let page = 1; page <= MOST_PAGES; page++) {
      const answer = await this.call('GET', `${this.ofPullRequest}?per_page=${PAGE_SIZE}&page=${page}`);
      const comments = Array.isArray(answer) ? (answer as IssueComment[]) : [];
      const own = comments.find((comment) => comment?.body?.startsWith(marker) && isInsider(comment));
      if (own && Number.isSafeInteger(own.id)) return own.id;
      if (comments.length < PAGE_SIZE) return undefined;
    }
    return undefined;
  }

  /** @throws GitHubRefusal */
  async create(body: string): Promise<void> {
    await this.call('POST', this.ofPullRequest, { body });
  }

  /** @throws GitHubRefusal, with status 404 if the comment was deleted */
  async update(comment: number, body: string): Promise<void> {
    await this.call('PATCH', `/repos/${this.pullRequest.repository}/issues/comments/${comment}`, { body });
  }

  /** GitHub treats a pull request's conversation as that of an issue with the same number. */
  private get ofPullRequest(): string {
    return `/repos/${this.pullRequest.repository}/issues/${this.pullRequest.number}/comments`;
  }

  private async call(method: string, path: string, content?: object): Promise<unknown> {
    let response = await this.send(method, path, content);
    const pause = pauseOf(response);
    if (pause !== undefined && pause <= LONGEST_PAUSE_MS) {
      await response.body?.cancel();
      await wait(pause);
      response = await this.send(method, path, content);
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new GitHubRefusal(sentenceOf(response), response.status);
    }
    return response.json().catch((error) => {
      throw new GitHubRefusal("GitHub's API did not return JSON", response.status, { cause: error });
    });
  }

  private async send(method: string, path: string, content: object | undefined): Promise<Response> {
    try {
      return await fetch(`${this.pullRequest.api}${path}`, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${this.token}`,
          'user-agent': 'embed-once',
          'x-github-api-version': '2022-11-28',
          ...(content && { 'content-type': 'application/json' }),
        },
        ...(content && { body: JSON.stringify(content) }),
        // Send the token only to the address that the runner names.
        redirect: 'error',
        signal: AbortSignal.timeout(DEADLINE_MS),
      });
    } catch (error) {
      throw new GitHubRefusal(`GitHub's API did not answer: ${causeOf(error)}`, undefined, { cause: error });
    }
  }
}

function isInsider({ user, author_association: association = '' }: IssueComment): boolean {
  return user?.type === 'Bot' || INSIDERS.includes(association);
}

/**
 * Returns the time to wait before a retry, in ms; undefined if a retry would not help. These statuses say that GitHub did nothing,
 * so even a create is safe to retry.
 */
function pauseOf({ status, headers }: Response): number | undefined {
  if (status !== 429 && status !== 403 && status !== 503) return undefined;
  const after = headers.get('retry-after');
  return after !== null && /^\d+$/.test(after) ? Number(after) * 1000 : undefined;
}

function sentenceOf({ status, headers }: Response): string {
  const limited = headers.get('retry-after') !== null || headers.get('x-ratelimit-remaining') === '0';
  if (status === 429 || (status === 403 && limited)) return `GitHub's API rate limit is exceeded (HTTP ${status})`;
  const advice = ADVICE[status];
  return `GitHub's API refused (HTTP ${status})${advice === undefined ? '' : `. ${advice}`}`;
}

const ADVICE: Readonly<Record<number, string>> = {
  401: 'The github-token is invalid: use github.token',
  403: 'Give the job the permission pull-requests: write. On pull requests from forks and from Dependabot the token can only read, and a locked conversation accepts no comments',
  404: 'The github-token cannot access this pull request: give the job the permission pull-requests: write',
  422: 'GitHub rejected the comment as invalid',
};
