import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** What goes wrong between the product and a real server. Bytes are counted in the direction of the answers, over all connections. */
export interface Faults {
  /** Each piece of an answer comes so many ms late. */
  readonly delay?: number;
  /** Most bytes of an answer in one piece, each sent by itself. */
  readonly pieces?: number;
  /** Answers come no faster than this, on each connection. */
  readonly bytesPerSecond?: number;
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

/** How often a limited connection passes something on, in ms. */
const TICK_MS = 20;

function spoil(socket: Socket, faults: Faults): Transform {
  const { delay = 0, bytesPerSecond, after = Number.POSITIVE_INFINITY, outcome } = faults;
  const pieces = bytesPerSecond ? Math.ceil((bytesPerSecond * TICK_MS) / 1000) : faults.pieces;
  let passed = 0;
  const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  // Else pieces would be sent together.
  socket.setNoDelay(true);
  const transform = new Transform({
    async transform(chunk: Buffer, _, done) {
      if (delay > 0) await wait(delay);
      const allowed = chunk.subarray(0, Math.max(0, after - passed));
      passed += chunk.length;
      const step = pieces ?? allowed.length;
      for (let at = 0; at < allowed.length; at += step) {
        if (socket.writable) socket.write(allowed.subarray(at, at + step));
        if (bytesPerSecond) await wait(TICK_MS);
        else if (pieces) await new Promise(setImmediate);
      }
      if (passed > after && outcome === 'reset') socket.resetAndDestroy();
      if (passed > after && outcome === 'close') socket.destroy();
      done();
    },
  });
  return transform;
}
