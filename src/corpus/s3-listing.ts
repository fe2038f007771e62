import { decodeKey } from './s3-address';

/** An object in a listing. */
export interface ListedKey {
  readonly key: string;
  readonly bytes: number;
  /** Its ETag, which changes with its content. */
  readonly tag: string | undefined;
}

/** One page of ListObjectsV2. */
export interface ListingPage {
  readonly objects: readonly ListedKey[];
  /** Token of the next page; undefined after the last. */
  readonly next: string | undefined;
}

/**
 * Parses a response of ListObjectsV2, whose keys are URL-encoded.
 * @throws Error if it is invalid or incomplete
 */
export async function parseListing(xml: string): Promise<ListingPage> {
  const { Parser } = await import('htmlparser2');
  const objects: ListedKey[] = [];
  const top = new Map<string, string>();
  let fields = new Map<string, string>();
  const path: string[] = [];
  let text = '';
  const parser = new Parser(
    {
      onopentag(name) {
        path.push(name);
        text = '';
        if (path.length === 2 && name === 'Contents') fields = new Map();
      },
      ontext(piece) {
        text += piece;
      },
      onclosetag(name) {
        if (path.length === 3 && path[1] === 'Contents') fields.set(name, text);
        else if (path.length === 2 && name === 'Contents') objects.push(objectOf(fields));
        else if (path.length === 2) top.set(name, text);
        path.pop();
      },
    },
    { xmlMode: true },
  );
  parser.end(xml);
  const truncated = top.get('IsTruncated');
  const next = top.get('NextContinuationToken');
  if (truncated === undefined || (truncated === 'true' && !next)) {
    throw new Error('the response of the server is not a list of objects');
  }
  return { objects, next: truncated === 'true' ? next : undefined };
}

function objectOf(fields: ReadonlyMap<string, string>): ListedKey {
  const [key, bytes] = [fields.get('Key') ?? '', Number(fields.get('Size'))];
  if (key === '' || !Number.isSafeInteger(bytes)) {
    throw new Error('the server lists an object without key or size');
  }
  const tag = fields.get('ETag');
  return { key: own(decodeKey(key)), bytes, tag: tag?.startsWith('"') ? own(tag) : undefined };
}

/** Copies a string, so it does not keep the whole response in memory. */
function own(piece: string): string {
  return Buffer.from(piece).toString();
}
