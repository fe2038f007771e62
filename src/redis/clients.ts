import { createClient, createCluster, createSentinel, ErrorReply, RESP_TYPES } from 'redis';
import { messageOf } from '../base/errors';
import type { RedisTarget } from '../inputs/values/redis-url';
import {
  CONNECT_DEADLINE_MS,
  ONLY_NODE,
  type RedisCommand,
  type RedisConnection,
  type RedisConnectionOptions,
  type RedisReply,
  ServerAnswer,
  withDeadline,
} from './connection';

/** The methods used here that all three clients of the package share. */
interface Client {
  on(event: 'error', listener: (error: unknown) => void): unknown;
  connect(): Promise<unknown>;
  close(): Promise<unknown>;
  destroy(): unknown;
}

/** Strings as Buffers, because vectors are binary; maps as lists of names and values. No timeout by the package: a timer per command costs more than the command. */
const COMMAND_OPTIONS = { timeout: 0, typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer, [RESP_TYPES.MAP]: Array } };

/**
 * Connects with the `redis` package, which supports TLS, Sentinel and Cluster.
 * @throws Error if the servers are not ready within the connect deadline, with their last error if they sent one
 */
export async function connectClient(options: RedisConnectionOptions): Promise<RedisConnection> {
  const { client, nodes: askNodes, send: ask, subscribe } = CLIENTS[options.target.kind](options);
  let lastError: unknown;
  // Without a listener, a lost connection would end the process. The pending command reports it.
  client.on('error', (error) => {
    lastError = error;
  });
  const destroy = (): void => {
    Promise.resolve(client.destroy()).catch(() => {});
  };
  try {
    await withDeadline(client.connect(), CONNECT_DEADLINE_MS, 'no connection', options.abandoned);
  } catch (error) {
    destroy();
    if (lastError === undefined || lastError === error) throw asAnswer(error);
    throw new Error(`${messageOf(error)}; last: ${messageOf(lastError)}`, { cause: lastError });
  }
  const answered = async (reply: Promise<RedisReply>): Promise<RedisReply> => {
    try {
      return await reply;
    } catch (error) {
      throw asAnswer(error);
    }
  };
  const send: RedisConnection['send'] = (name, command) => answered(ask(name, command));
  const values: RedisConnection['values'] = async (command, take) => {
    const found = (await send(String(command[1]), command)) as readonly (Buffer | null)[];
    for (const [index, value] of found.entries()) take(value, index);
  };
  const nodes: RedisConnection['nodes'] = () =>
    new Map([...askNodes()].map(([address, askNode]) => [address, (command) => answered(askNode(command))]));
  return { nodes, send, values, subscribe, close: async () => void (await client.close()), destroy };
}

function asAnswer(error: unknown): unknown {
  return error instanceof ErrorReply ? new ServerAnswer(error.message, { cause: error }) : error;
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
    // A subscribed client cannot send other commands.
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

  /** Asks the sentinels for the master's address, and again when it changes. The credentials are for the master. */
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

  /** Sends each command to the node of its slot, splits an MGET by node, and follows MOVED and ASK. */
  cluster(options) {
    const { target } = options;
    const client = createCluster({
      rootNodes: target.nodes.map((node) => ({ socket: { ...socketOptions(options), ...node } })),
      defaults: nodeOptions(options),
      commandOptions: COMMAND_OPTIONS,
      // Otherwise one node that is down would make the others unusable.
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

function nodeOptions(options: RedisConnectionOptions) {
  const { username, password, database } = options.target;
  return {
    ...(username && { username }),
    ...(password && { password }),
    database,
    socket: socketOptions(options),
    commandOptions: COMMAND_OPTIONS,
    disableOfflineQueue: true,
    // The package would send further commands, for which a least-privilege user would need more rights.
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
