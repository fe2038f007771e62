import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';

/**
 * No Redis: a stand-in that answers HELLO and SELECT as Redis does, and everything else with one error, for states that a
 * real server passes through too quickly or only by damage.
 */
export class AnsweringServer {
  private constructor(
    private readonly server: Server,
    private readonly sockets: Set<Socket>,
  ) {}

  static async start(answer: string): Promise<AnsweringServer> {
    const sockets = new Set<Socket>();
    const server = createServer((socket) => {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('data', (data) => {
        // A command begins with * at the start of a line; names and values of these tests have none there.
        for (const command of data.toString('latin1').split(/(?=^\*\d+\r\n)/m)) {
          if (/^\*\d+\r\n\$5\r\nHELLO/.test(command)) socket.write('%1\r\n$5\r\nproto\r\n:3\r\n');
          else if (/^\*\d+\r\n/.test(command)) socket.write(`-${answer}\r\n`);
        }
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new AnsweringServer(server, sockets);
  }

  get url(): string {
    return `redis://127.0.0.1:${(this.server.address() as { port: number }).port}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }
}
