export const id = 526;
export const ids = [526];
export const modules = {

/***/ 69526:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  GitHubPlatform: () => (/* binding */ GitHubPlatform)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(51455);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(48161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
var external_node_path_default = /*#__PURE__*/__webpack_require__.n(external_node_path_);
// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(96421);
// EXTERNAL MODULE: ./src/platform/git-commit.ts
var git_commit = __webpack_require__(13717);
;// CONCATENATED MODULE: ./src/platform/github-log.ts

/**
 * Escapes a log text so the runner finds no command in it. The runner reads `::name::` as a command after white space at the start
 * of a line, and `##[name]` anywhere in a line. A space turns both into text.
 *
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 */
function withoutCommands(text) {
    return text.replace(/^([\s\u0085]*):(?=:)/gm, '$1: ').replaceAll('##[', '## [');
}
/**
 * Returns the place where GitHub shows an annotation: a file of the repository, by its path from the workspace.
 * @returns undefined for a source outside the workspace, such as stdin; only the log can report it
 */
function placeInRepository({ source, line }, { workspace, folder }) {
    if (source === 'stdin')
        return undefined;
    const file = external_node_path_default().relative(workspace || folder, external_node_path_default().resolve(folder, source));
    if (file === '' || file.startsWith(`..${(external_node_path_default()).sep}`) || external_node_path_default().isAbsolute(file))
        return undefined;
    return { file: file.split((external_node_path_default()).sep).join('/'), ...(line !== undefined && { line }) };
}

;// CONCATENATED MODULE: ./src/platform/github-pull-request.ts
/** A commit, as in an event payload. */
const COMMIT = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
/**
 * Returns the pull request of a `pull_request` event, and of no other event: `pull_request_target` and comment events run with
 * permissions that untrusted content must not reach.
 * @param event the payload; undefined if unreadable
 */
function githubPullRequest(environment, event) {
    const { GITHUB_EVENT_NAME: name, GITHUB_REPOSITORY: repository = '', GITHUB_ACTOR: actor } = environment;
    const number = event?.pull_request?.number ?? event?.number;
    if (name !== 'pull_request' || !/^[\w.-]+\/[\w.-]+$/.test(repository) || !Number.isSafeInteger(number)) {
        return undefined;
    }
    const head = event?.pull_request?.head;
    const commit = head?.sha;
    return {
        api: (environment.GITHUB_API_URL || 'https://api.github.com').replace(/\/+$/, ''),
        repository,
        number: number,
        ...(commit !== undefined && COMMIT.test(commit) && { commit }),
        readOnly: head?.repo?.full_name !== repository || actor === 'dependabot[bot]',
        workflow: environment.GITHUB_WORKFLOW ?? '',
        job: environment.GITHUB_JOB ?? '',
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(77598);
// EXTERNAL MODULE: ./src/keys/trust-scope.ts
var trust_scope = __webpack_require__(35507);
;// CONCATENATED MODULE: ./src/platform/github-trust.ts


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
function githubTrustScope(environment, event) {
    const name = environment.GITHUB_EVENT_NAME ?? '';
    if (event?.pull_request)
        return pullRequestScope(name, event);
    if (event?.issue)
        return issueScope(name, event.issue);
    if (event?.workflow_run)
        return workflowRunScope(event.workflow_run, event.repository);
    if (BY_DEFAULT_BRANCH.includes(name))
        return scope(trust_scope/* TRUSTED */.Se, `${name}, which runs the default branch`);
    const ref = environment.GITHUB_REF ?? '';
    if (BY_REF.includes(name))
        return refScope(name, ref, event?.repository?.default_branch);
    if (name === 'merge_group')
        return scope(named('queue', ref), 'a merge queue, whose changes are not on the default branch yet');
    return scope(named('event', `${name} ${ref}`, name), `the event ${name || 'without a name'}, which anybody may have caused`);
}
function pullRequestScope(name, { number, pull_request: pullRequest, repository }) {
    const own = pullRequest?.base?.repo?.full_name ?? repository?.full_name;
    // A deleted fork has no repository.
    const head = pullRequest?.head?.repo?.full_name;
    const from = head !== undefined && head === own ? '' : ' from a fork';
    const shown = Number(number ?? pullRequest?.number ?? 0);
    const by = name === 'pull_request' ? '' : ` (${name})`;
    return scope(`pr-${shown}`, `pull request ${shown}${from}${by}`);
}
/** A comment starts the default branch's workflow, which often checks out the commented pull request. */
function issueScope(name, { number, pull_request: pullRequest }) {
    const shown = Number(number ?? 0);
    return pullRequest
        ? scope(`pr-${shown}`, `pull request ${shown} (${name})`)
        : scope(`issue-${shown}`, `issue ${shown} (${name})`);
}
/** The event runs the default branch's workflow, with artifacts of the run before it. */
function workflowRunScope({ event, head_branch: branch, head_repository: head }, repository) {
    const trustworthy = BY_REF.includes(event ?? '') || BY_DEFAULT_BRANCH.includes(event ?? '');
    const here = head?.full_name !== undefined && head.full_name === repository?.full_name;
    const onDefault = typeof branch === 'string' && branch === repository?.default_branch;
    if (trustworthy && here && onDefault)
        return scope(trust_scope/* TRUSTED */.Se, `a workflow that ran for ${branch}`);
    const from = here ? '' : ' of a fork';
    return scope(named('run', `${head?.full_name} ${branch}`, branch ?? ''), `a workflow that ran for ${event ?? 'an unknown event'} on another branch${from}`);
}
function refScope(name, ref, defaultBranch) {
    if (defaultBranch === undefined)
        return scope(named('ref', ref), `${name}; which branch is the default is not known`);
    if (ref === `refs/heads/${defaultBranch}`)
        return scope(trust_scope/* TRUSTED */.Se, `${name} on the default branch`);
    const [kind, shown] = ref.startsWith('refs/tags/')
        ? ['tag', ref.slice('refs/tags/'.length)]
        : ['branch', ref.replace(/^refs\/heads\//, '')];
    return scope(named(kind, ref, shown), `${name} on a ${kind} that is not the default branch`);
}
function scope(name, why) {
    return { name, source: 'event', why };
}
/** Builds a name from the characters that a scope allows. The digest keeps `a/b` and `a-b` apart. */
function named(kind, whole, shown = whole) {
    const slug = shown
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .slice(0, SLUG_LENGTH)
        .replace(/^-|-$/g, '');
    const digest = (0,external_node_crypto_.createHash)('sha256').update(whole).digest('hex').slice(0, 8);
    return [kind, slug, digest].filter((part) => part !== '').join('-');
}

;// CONCATENATED MODULE: ./src/platform/github.ts








/** A step of a GitHub Actions job. */
class GitHubPlatform {
    environment;
    name = 'github';
    cacheFolder;
    project;
    githubJob;
    terminal = false;
    runPage;
    actor;
    hasSummary;
    constructor(environment) {
        this.environment = environment;
        // A hosted runner's tool cache does not outlive the job; a self-hosted one's does.
        this.cacheFolder = external_node_path_default().join(environment.RUNNER_TOOL_CACHE || external_node_path_default().join((0,external_node_os_.homedir)(), '.cache'), 'embed-once');
        // Runners check out into different folders.
        this.project = environment.GITHUB_REPOSITORY || process.cwd();
        this.actor = environment.GITHUB_ACTOR || undefined;
        this.runPage = runPage(environment);
        this.githubJob = githubJob(environment);
        this.hasSummary = Boolean(environment.GITHUB_STEP_SUMMARY);
    }
    info(message) {
        core/* info */.pq(withoutCommands(message));
    }
    warn(message, position) {
        core/* warning */.$e(message, this.annotation(position));
    }
    error(message, position) {
        core/* error */.z3(message, this.annotation(position));
    }
    account({ groups, last }) {
        for (const { title, lines, result } of groups) {
            core/* startGroup */.Oh(title);
            for (const line of lines)
                this.info(line);
            core/* endGroup */.N4();
            this.info(`${title}: ${result}`);
        }
        this.info(last);
    }
    annotate({ shown, rest }) {
        for (const { level, title, message, position } of shown) {
            const show = level === 'error' ? core/* error */.z3 : core/* warning */.$e;
            show(message, { title, ...this.annotation(position) });
        }
        for (const line of rest)
            this.info(line);
    }
    draw(_line) { }
    async trustScope() {
        // An unreadable event makes a run less trusted, never more.
        return githubTrustScope(this.environment, await this.event());
    }
    async pullRequest() {
        return githubPullRequest(this.environment, await this.event());
    }
    async commit(folder) {
        return this.environment.GITHUB_SHA || (0,git_commit/* checkedOutCommit */.X)(folder);
    }
    mask(secret) {
        core/* setSecret */.Pq(secret);
    }
    async setOutputs(outputs) {
        for (const [name, value] of Object.entries(outputs))
            core/* setOutput */.uH(name, value);
    }
    async writeSummary(markdown) {
        if (this.hasSummary)
            await core/* summary */.z.addRaw(markdown, true).write();
    }
    async event() {
        return (0,promises_.readFile)(this.environment.GITHUB_EVENT_PATH ?? '', 'utf8')
            .then((text) => JSON.parse(text))
            .catch(() => undefined);
    }
    annotation(position) {
        const surroundings = { workspace: this.environment.GITHUB_WORKSPACE, folder: process.cwd() };
        const place = position && placeInRepository(position, surroundings);
        return place ? { file: place.file, ...(place.line !== undefined && { startLine: place.line }) } : {};
    }
}
function githubJob(environment) {
    // Inputs hold secrets, and GitHub's command files belong to this step.
    const kept = Object.entries(environment).filter((variable) => variable[1] !== undefined &&
        !/^(INPUT_|EMBED_ONCE_|GITHUB_(ENV|OUTPUT|PATH|STATE|STEP_SUMMARY|TOKEN)$)/.test(variable[0]));
    return {
        hosted: environment.RUNNER_ENVIRONMENT === 'github-hosted',
        hasService: Boolean(environment.ACTIONS_RESULTS_URL || environment.ACTIONS_CACHE_URL),
        environment: Object.fromEntries(kept),
        temporaryFolder: environment.RUNNER_TEMP || (0,external_node_os_.tmpdir)(),
        repository: `${environment.GITHUB_SERVER_URL ?? ''}/${environment.GITHUB_REPOSITORY ?? ''}`,
    };
}
/** The run's page holds its summaries and artifacts. */
function runPage({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run }) {
    return server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined;
}


/***/ })

};
