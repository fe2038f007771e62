/** A reply as it is on the wire: its type, and its text, or its elements. Maps have names and values in turn. */
export type Resp = { readonly type: string; readonly value: Buffer | null } | RespList;
export interface RespList {
  readonly type: string;
  readonly elements: readonly Resp[];
}

/**
 * Reads one value of RESP2 or RESP3 (https://redis.io/docs/latest/develop/reference/protocol-spec/).
 * @returns undefined if it is not there as a whole
 */
export function readResp(bytes: Buffer, start = 0): { readonly resp: Resp; readonly end: number } | undefined {
  const lineEnd = bytes.indexOf('\r\n', start);
  if (lineEnd < 0) return undefined;
  const type = String.fromCharCode(bytes[start] as number);
  const line = bytes.subarray(start + 1, lineEnd);
  const after = lineEnd + 2;
  const count = Number(line.toString());
  if (type === '$') {
    if (count < 0) return { resp: { type, value: null }, end: after };
    if (bytes.length < after + count + 2) return undefined;
    return { resp: { type, value: bytes.subarray(after, after + count) }, end: after + count + 2 };
  }
  if (!'*%~>'.includes(type)) return { resp: { type, value: line }, end: after };
  const elements: Resp[] = [];
  let end = after;
  for (let left = type === '%' ? 2 * count : count; left > 0; left--) {
    const next = readResp(bytes, end);
    if (!next) return undefined;
    elements.push(next.resp);
    end = next.end;
  }
  return { resp: { type, elements }, end };
}

export function writeResp(resp: Resp): Buffer {
  if ('elements' in resp) {
    const count = resp.type === '%' ? resp.elements.length / 2 : resp.elements.length;
    return Buffer.concat([Buffer.from(`${resp.type}${count}\r\n`), ...resp.elements.map(writeResp)]);
  }
  const { type, value } = resp;
  if (type !== '$') return Buffer.from(`${type}${value ?? ''}\r\n`);
  if (value === null) return Buffer.from('$-1\r\n');
  return Buffer.concat([Buffer.from(`$${value.length}\r\n`), value, Buffer.from('\r\n')]);
}

/** As the `redis` package gives it, with the options of this project: bulk strings as Buffers, maps as lists. */
export function spokenValue(resp: Resp): unknown {
  if ('elements' in resp) return resp.elements.map(spokenValue);
  const { type, value } = resp;
  if (type === '$') return value;
  if (type === '_') return null;
  if (type === ':') return Number(value);
  if (type === ',') return String(value) === 'nan' ? Number.NaN : Number(value);
  if (type === '#') return String(value) === 't';
  if (type === '-') return new Error(String(value));
  return String(value);
}

export const bulk = (value: string | Buffer): Resp => ({ type: '$', value: Buffer.from(value as string) });
export const simple = (value: string): Resp => ({ type: '+', value: Buffer.from(value) });
export const integer = (value: number): Resp => ({ type: ':', value: Buffer.from(String(value)) });
export const failure = (value: string): Resp => ({ type: '-', value: Buffer.from(value) });
export const list = (elements: readonly Resp[], type = '*'): Resp => ({ type, elements });
