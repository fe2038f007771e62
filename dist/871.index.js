export const id = 871;
export const ids = [871];
export const modules = {

/***/ 14871:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   connectClient: () => (/* binding */ connectClient)
/* harmony export */ });
/* harmony import */ var redis__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(31672);
/* harmony import */ var redis__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(redis__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _base_errors__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34758);
/* harmony import */ var _connection__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(85431);



/** Strings as Buffers, because vectors are binary; maps as lists of names and values. No timeout by the package: a timer per command costs more than the command. */
const COMMAND_OPTIONS = { timeout: 0, typeMapping: { [redis__WEBPACK_IMPORTED_MODULE_0__.RESP_TYPES.BLOB_STRING]: Buffer, [redis__WEBPACK_IMPORTED_MODULE_0__.RESP_TYPES.MAP]: Array } };
/**
 * Connects with the `redis` package, which supports TLS, Sentinel and Cluster.
 * @throws Error if the servers are not ready within the connect deadline, with their last error if they sent one
 */
async function connectClient(options) {
    const { client, nodes: askNodes, send: ask, subscribe } = CLIENTS[options.target.kind](options);
    let lastError;
    // Without a listener, a lost connection would end the process. The pending command reports it.
    client.on('error', (error) => {
        lastError = error;
    });
    const destroy = () => {
        Promise.resolve(client.destroy()).catch(() => { });
    };
    try {
        await (0,_connection__WEBPACK_IMPORTED_MODULE_2__/* .withDeadline */ .NE)(client.connect(), _connection__WEBPACK_IMPORTED_MODULE_2__/* .CONNECT_DEADLINE_MS */ .nu, 'no connection', options.abandoned);
    }
    catch (error) {
        destroy();
        if (lastError === undefined || lastError === error)
            throw asAnswer(error);
        throw new Error(`${(0,_base_errors__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}; last: ${(0,_base_errors__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(lastError)}`, { cause: lastError });
    }
    const answered = async (reply) => {
        try {
            return await reply;
        }
        catch (error) {
            throw asAnswer(error);
        }
    };
    const send = (name, command) => answered(ask(name, command));
    const values = async (command, take) => {
        const found = (await send(String(command[1]), command));
        for (const [index, value] of found.entries())
            take(value, index);
    };
    const nodes = () => new Map([...askNodes()].map(([address, askNode]) => [address, (command) => answered(askNode(command))]));
    return { nodes, send, values, subscribe, close: async () => void (await client.close()), destroy };
}
function asAnswer(error) {
    return error instanceof redis__WEBPACK_IMPORTED_MODULE_0__.ErrorReply ? new _connection__WEBPACK_IMPORTED_MODULE_2__/* .ServerAnswer */ .U1(error.message, { cause: error }) : error;
}
const CLIENTS = {
    single(options) {
        const { target } = options;
        const client = (0,redis__WEBPACK_IMPORTED_MODULE_0__.createClient)({ ...nodeOptions(options), socket: { ...socketOptions(options), ...target.nodes[0] } });
        const subscriber = client.duplicate().on('error', () => { });
        // A subscribed client cannot send other commands.
        const both = {
            on: (event, listener) => client.on(event, listener),
            connect: () => client.connect(),
            close: () => Promise.all([client.close(), subscriber.isOpen ? subscriber.close() : undefined]),
            destroy() {
                client.destroy();
                subscriber.destroy();
            },
        };
        const send = (command) => client.sendCommand(words(command), COMMAND_OPTIONS);
        return {
            client: both,
            nodes: () => new Map([[_connection__WEBPACK_IMPORTED_MODULE_2__/* .ONLY_NODE */ .qI, send]]),
            send: (_, command) => send(command),
            async subscribe(channel, listener) {
                if (!subscriber.isOpen)
                    await subscriber.connect();
                await subscriber.subscribe(channel, listener);
            },
        };
    },
    /** Asks the sentinels for the master's address, and again when it changes. The credentials are for the master. */
    sentinel(options) {
        const { target } = options;
        const client = (0,redis__WEBPACK_IMPORTED_MODULE_0__.createSentinel)({
            name: target.masterName,
            sentinelRootNodes: [...target.nodes],
            nodeClientOptions: nodeOptions(options),
            sentinelClientOptions: { disableClientInfo: true, socket: socketOptions(options) },
            commandOptions: COMMAND_OPTIONS,
            passthroughClientErrorEvents: true,
        });
        const send = (command) => client.sendCommand(false, words(command), COMMAND_OPTIONS);
        return {
            client,
            nodes: () => new Map([[_connection__WEBPACK_IMPORTED_MODULE_2__/* .ONLY_NODE */ .qI, send]]),
            send: (_, command) => send(command),
            subscribe: (channel, listener) => client.subscribe(channel, listener),
        };
    },
    /** Sends each command to the node of its slot, splits an MGET by node, and follows MOVED and ASK. */
    cluster(options) {
        const { target } = options;
        const client = (0,redis__WEBPACK_IMPORTED_MODULE_0__.createCluster)({
            rootNodes: target.nodes.map((node) => ({ socket: { ...socketOptions(options), ...node } })),
            defaults: nodeOptions(options),
            commandOptions: COMMAND_OPTIONS,
            // Otherwise one node that is down would make the others unusable.
            minimizeConnections: true,
        });
        return {
            client,
            nodes: () => new Map(client.masters.map((master) => [
                master.address,
                async (command) => (await client.nodeClient(master)).sendCommand(words(command), COMMAND_OPTIONS),
            ])),
            send: (name, command) => client.sendCommand(name, false, words(command), COMMAND_OPTIONS),
            subscribe: (channel, listener) => client.subscribe(channel, listener),
        };
    },
};
function nodeOptions(options) {
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
        maintNotifications: 'disabled',
    };
}
function socketOptions({ target, certificates }) {
    const common = { connectTimeout: _connection__WEBPACK_IMPORTED_MODULE_2__/* .CONNECT_DEADLINE_MS */ .nu, reconnectStrategy: false };
    return target.tls ? { ...common, tls: true, ...certificates } : common;
}
function words(command) {
    return command;
}


/***/ })

};
