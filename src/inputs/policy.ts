/** A value that a policy gives to an input. */
export interface PolicyValue {
  /** As a flag would give it. */
  readonly raw: string;
  /** `file:line` of the value. */
  readonly place: string;
}

/** One policy file, read and checked. */
export interface Policy {
  readonly file: string;
  /** Whether it is the organisation's. Only these can lock; their other values count after those of all other policies. */
  readonly organisation: boolean;
  readonly settings: ReadonlyMap<string, PolicyValue>;
  readonly locked: ReadonlyMap<string, PolicyValue>;
}

/** Policies in their order of precedence, and all faults of their files. */
export interface Policies {
  readonly policies: readonly Policy[];
  readonly faults: readonly string[];
}

/** A file to look for. */
export interface PolicyFile {
  readonly file: string;
  readonly organisation: boolean;
  /** Whether it may be missing. */
  readonly optional: boolean;
}

/** The repository's own, in the working directory. */
export const REPOSITORY_POLICY = '.embed-once.yml';

/** The organisation's, on machines or in images that it administers. No variable or flag can replace it. */
const MACHINE_POLICY = '/etc/embed-once/policy.yml';

/** Names another file of the organisation. A workflow can set it, so it holds only if the workflow is trusted. */
export const ORGANISATION_VARIABLE = 'EMBED_ONCE_ORGANISATION_POLICY';

/**
 * Returns the files to look for, in their order of precedence.
 * @param named values of the input policy: only `none` for no file; undefined if it was not given
 * @param organisation value of `EMBED_ONCE_ORGANISATION_POLICY`, empty for none
 */
export function policyFiles(named: readonly string[] | undefined, organisation: string): readonly PolicyFile[] {
  const none = named?.length === 1 && named[0] === 'none';
  const own = none ? [] : (named ?? [REPOSITORY_POLICY]);
  return [
    ...own.map((file) => ({ file, organisation: false, optional: named === undefined })),
    { file: MACHINE_POLICY, organisation: true, optional: true },
    ...(organisation === '' ? [] : [{ file: organisation, organisation: true, optional: false }]),
  ];
}
