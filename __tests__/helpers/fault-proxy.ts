import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** What goes wrong between the product and a real server. Bytes are counted in the direction of the answers, over all connections. */
export interface Faults {
  /** Each piece of an answer comes so many ms late. */
  readonly delay?: number;
  /** Most bytes of an answer in one piece, each 1 ms after the other. */
  readonly pieces?: number;
  /** After so many bytes of answers, `outcome` happens, to that connection and to all later ones. */
  readonly after?: number;
  /** reset: RST. close: FIN. silence: nothing more comes, and nothing is closed. */
  readonly outcome?: 'reset' | 'close' | 'silence';
  /** How many connections meet the fault; later ones work. All of them unless given. */
  readonly times?: number;
}

/** A TCP proxy on a free port of this machine that spoils what passes through it. */
export class FaultProxy {
  private readonly sockets = new Set<Socket>();
  connections = 0;

  private constructor(
    readonly port: number,
    private readonly server: Server,
  ) {}

  static async start(target: number, faults: Faults): Promise<FaultProxy> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const proxy = new FaultProxy((server.address() as { port: number }).port, server);
    server.on('connection', (socket) => proxy.pass(socket, target, faults));
    return proxy;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private pass(socket: Socket, target: number, faults: Faults): void {
    const broken = this.connections++ < (faults.times ?? Number.POSITIVE_INFINITY);
    const upstream = connect(target, '127.0.0.1');
    for (const end of [socket, upstream]) {
      this.sockets.add(end);
      end.on('error', () => {});
      end.on('close', () => this.sockets.delete(end));
    }
    socket.pipe(upstream);
    upstream.pipe(broken ? spoil(socket, faults) : socket, { end: false });
    upstream.on('close', () => faults.outcome !== 'silence' && socket.destroy());
    socket.on('close', () => upstream.destroy());
  }
}

function spoil(socket: Socket, { delay = 0, pieces, after = Number.POSITIVE_INFINITY, outcome }: Faults): Transform {
  let passed = 0;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const transform = new Transform({
    async transform(chunk: Buffer, _, done) {
      if (delay > 0) await wait(delay);
      const allowed = chunk.subarray(0, Math.max(0, after - passed));
      passed += chunk.length;
      const step = pieces ?? allowed.length;
      for (let at = 0; at < allowed.length; at += step) {
        if (socket.writable) socket.write(allowed.subarray(at, at + step));
        if (pieces) await wait(1);
      }
      if (passed > after && outcome === 'reset') socket.resetAndDestroy();
      if (passed > after && outcome === 'close') socket.destroy();
      done();
    },
  });
  return transform;
}
