import { createClient, createCluster, createSentinel, ErrorReply, RESP_TYPES } from 'redis';
import { messageOf } from '../errors';
import {
  CONNECT_DEADLINE_MS,
  type RedisCommand,
  type RedisConnection,
  type RedisConnectionOptions,
  type RedisReply,
  withDeadline,
} from './redis-connection';
import type { RedisTarget } from './redis-url';

/** What the three clients of the package have in common, for this purpose. */
interface Client {
  on(event: 'error', listener: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  close(): Promise<unknown>;
  destroy(): unknown;
}

/** Buffers, since a vector is no text; a map as a list of names and values. No deadline by the package: a timer for each command costs more than the command. */
const COMMAND_OPTIONS = { timeout: 0, typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.MAP]: Array } };

/** @throws Error if the servers are not ready within the connect deadline, with why as far as they said */
export async function connectRedis(options: RedisConnectionOptions): Promise<RedisConnection> {
  const { client, nodes, send, subscribe } = CLIENTS[options.target.kind](options);
  let lastError: unknown;
  // Without a listener, a lost connection would end the process. The command that was under way reports it.
  client.on('error', (error) => {
    lastError = error;
  });
  const destroy = (): void => {
    Promise.resolve(client.destroy()).catch(() => {});
  };
  try {
    await withDeadline(client.connect(), CONNECT_DEADLINE_MS, 'no connection');
  } catch (error) {
    destroy();
    throw lastError === undefined || lastError === error ? error : withLast(error, lastError);
  }
  return { nodes, send, subscribe, close: async () => void (await client.close()), destroy };
}

/** Whether an error is what a server answered, so that the connection is in order. */
export function isServerAnswer(error: unknown): boolean {
  return error instanceof ErrorReply;
}

interface Made {
  readonly client: Client;
  readonly nodes: RedisConnection['nodes'];
  readonly send: RedisConnection['send'];
  readonly subscribe: RedisConnection['subscribe'];
}

const CLIENTS: Readonly<Record<RedisTarget['kind'], (options: RedisConnectionOptions) => Made>> = {
  single(options) {
    const { target } = options;
    const client = createClient({ ...nodeOptions(options), socket: { ...socketOptions(options), ...target.nodes[0] } });
    const subscriber = client.duplicate().on('error', () => {});
    // One client cannot do both: what is subscribed may send nothing else.
    const both: Client = {
      on: (event, listener) => client.on(event, listener),
      connect: () => client.connect(),
      close: () => Promise.all([client.close(), subscriber.isOpen ? subscriber.close() : undefined]),
      destroy() {
        client.destroy();
        subscriber.destroy();
      },
    };
    const send = (command: RedisCommand) => client.sendCommand<RedisReply>(words(command), COMMAND_OPTIONS);
    return {
      client: both,
      nodes: () => new Map([[ONLY_NODE, send]]),
      send: (_, command) => send(command),
      async subscribe(channel, listener) {
        if (!subscriber.isOpen) await subscriber.connect();
        await subscriber.subscribe(channel, listener);
      },
    };
  },

  /** Asks the sentinels who the master is, and again when it changes. The credentials are the master's. */
  sentinel(options) {
    const { target } = options;
    const client = createSentinel({
      name: target.masterName,
      sentinelRootNodes: [...target.nodes],
      nodeClientOptions: nodeOptions(options),
      sentinelClientOptions: { disableClientInfo: true, socket: socketOptions(options) },
      commandOptions: COMMAND_OPTIONS,
      passthroughClientErrorEvents: true,
    });
    const send = (command: RedisCommand) => client.sendCommand<RedisReply>(false, words(command), COMMAND_OPTIONS);
    return {
      client,
      nodes: () => new Map([[ONLY_NODE, send]]),
      send: (_, command) => send(command),
      subscribe: (channel, listener) => client.subscribe(channel, listener),
    };
  },

  /** Sends each command to the node of its slot, an MGET in parts, and follows MOVED and ASK. */
  cluster(options) {
    const { target } = options;
    const client = createCluster({
      rootNodes: target.nodes.map((node) => ({ socket: { ...socketOptions(options), ...node } })),
      defaults: nodeOptions(options),
      commandOptions: COMMAND_OPTIONS,
      // Else one node that is down would keep the others from being used.
      minimizeConnections: true,
    });
    return {
      client,
      nodes: () =>
        new Map(
          client.masters.map((master) => [
            master.address,
            async (command) =>
              (await client.nodeClient(master)).sendCommand<RedisReply>(words(command), COMMAND_OPTIONS),
          ]),
        ),
      send: (name, command) => client.sendCommand<RedisReply>(name, false, words(command), COMMAND_OPTIONS),
      subscribe: (channel, listener) => client.subscribe(channel, listener),
    };
  },
};

/** The address of what is one server to the caller, whichever it is at the time. */
const ONLY_NODE = '';

function nodeOptions(options: RedisConnectionOptions) {
  const { username, password, database } = options.target;
  return {
    ...(username && { username }),
    ...(password && { password }),
    database,
    socket: socketOptions(options),
    commandOptions: COMMAND_OPTIONS,
    disableOfflineQueue: true,
    // Commands that a user with the least rights would have to be allowed as well.
    disableClientInfo: true,
    maintNotifications: 'disabled' as const,
  };
}

function socketOptions({ target, certificates }: RedisConnectionOptions) {
  const common = { connectTimeout: CONNECT_DEADLINE_MS, reconnectStrategy: false as const };
  return target.tls ? { ...common, tls: true as const, ...certificates } : common;
}

function words(command: RedisCommand): (string | Buffer)[] {
  return command as (string | Buffer)[];
}

function withLast(error: unknown, last: unknown): Error {
  return new Error(`${messageOf(error)}; last: ${messageOf(last)}`, { cause: last });
}
