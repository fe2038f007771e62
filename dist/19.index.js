export const id = 19;
export const ids = [19];
export const modules = {

/***/ 24019:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findCredentials: () => (/* binding */ findCredentials)
/* harmony export */ });
/* harmony import */ var _aws_sdk_credential_provider_node__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5861);
/* harmony import */ var _base_errors__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(34758);


/** How long the result that none exist is reused: looking for machine metadata in vain takes a second. In ms. */
const NONE_FOR_MS = 60_000;
/** One per process: it caches credentials until they are about to expire. */
let chain;
let none;
let hadSome = false;
/**
 * Returns the credentials that the AWS SDK finds: in the environment, in a profile, by the token of a pod's service account, or
 * in the metadata of the container or the machine. Call it for each request: credentials are replaced before they expire.
 * @param region of the service that exchanges tokens for credentials
 * @throws Error if credentials are configured, or existed before, but are unavailable
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
        // A provider without credentials throws CredentialsProviderError. Any other error means that a configured provider failed: an
        // unsigned request would then fail with a misleading "access denied".
        if (hadSome || !(error instanceof Error && error.name === 'CredentialsProviderError')) {
            throw new Error(`AWS credentials are unavailable: ${error.name}: ${(0,_base_errors__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}`, {
                cause: error,
            });
        }
        none = { why: (0,_base_errors__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), until: performance.now() + NONE_FOR_MS };
        return { why: none.why };
    }
}


/***/ })

};
