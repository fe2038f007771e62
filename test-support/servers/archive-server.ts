import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { deflateRawSync } from 'node:zlib';

/** A ZIP archive in memory, as small as the format allows: PKWARE's APPNOTE.TXT, 4.3. Files are deflated. */
export function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let start = 0;
  for (const [name, content] of Object.entries(files)) {
    const packed = deflateRawSync(content);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(start, 42);
    locals.push(local, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    start += 30 + name.length + packed.length;
  }
  const directory = Buffer.concat(entries);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(start, 16);
  return Buffer.concat([...locals, directory, end]);
}

/** Serves one archive over real HTTP, in place of PyPI or a mirror of it. */
export class ArchiveServer {
  requests = 0;
  /** Of the last request. */
  authorization: string | undefined;
  readonly sha256: string;

  private constructor(
    private readonly server: Server,
    archive: Buffer,
  ) {
    this.sha256 = createHash('sha256').update(archive).digest('hex');
    server.on('request', ({ headers }, response) => {
      this.requests++;
      this.authorization = headers.authorization;
      response.end(archive);
    });
  }

  static async start(archive: Buffer): Promise<ArchiveServer> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new ArchiveServer(server, archive);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as { port: number }).port}/secret-path/archive.whl`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
