export const id = 963;
export const ids = [963];
export const modules = {

/***/ 96963:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findCredentials: () => (/* binding */ findCredentials)
/* harmony export */ });
/* harmony import */ var _aws_sdk_credential_provider_node__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5861);
/* harmony import */ var _errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(83916);


/** How long it is taken for granted that there are none: asking a machine that has no metadata takes a second. Ms. */
const NONE_FOR_MS = 60_000;
/** One for the process: it remembers credentials until they are about to expire. */
let chain;
let none;
let hadSome = false;
/**
 * The credentials that the AWS SDK finds: in the environment, in a profile, by the token of a pod's service account, from the
 * container's or the machine's metadata. Asked for each request: they change before they expire.
 * @param region of the service that exchanges tokens for credentials
 * @throws Error if they should be there, or were, and cannot be had
 */
async function findCredentials(region) {
    if (none && performance.now() < none.until)
        return { why: none.why };
    chain ??= (0,_aws_sdk_credential_provider_node__WEBPACK_IMPORTED_MODULE_1__.defaultProvider)({ clientConfig: { region } });
    try {
        const credentials = await chain();
        hadSome = true;
        return { credentials };
    }
    catch (error) {
        // Whoever gave some is away: asking without them would be refused, as if the object were not allowed.
        if (hadSome || !isNone(error)) {
            throw new Error(`no AWS credentials could be had: ${error.name}: ${(0,_errors__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, {
                cause: error,
            });
        }
        none = { why: (0,_errors__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), until: performance.now() + NONE_FOR_MS };
        return { why: none.why };
    }
}
/** What each link of the chain says that has nothing, as against a service that refuses or is away. */
function isNone(error) {
    return error instanceof Error && error.name === 'CredentialsProviderError';
}


/***/ })

};
