export const id = 952;
export const ids = [952];
export const modules = {

/***/ 45952:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   GitHubPlatform: () => (/* binding */ GitHubPlatform)
/* harmony export */ });
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48161);
/* harmony import */ var node_os__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_os__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(76760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _actions_core__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(96421);



/** A step of a GitHub Actions job. */
class GitHubPlatform {
    name = 'github';
    cacheFolder;
    terminal = false;
    hasSummary;
    constructor(environment) {
        // A hosted runner's tool cache does not outlive the job; a self-hosted one's does.
        this.cacheFolder = node_path__WEBPACK_IMPORTED_MODULE_1___default().join(environment.RUNNER_TOOL_CACHE || node_path__WEBPACK_IMPORTED_MODULE_1___default().join((0,node_os__WEBPACK_IMPORTED_MODULE_0__.homedir)(), '.cache'), 'embed-once');
        this.hasSummary = Boolean(environment.GITHUB_STEP_SUMMARY);
    }
    info(message) {
        _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .info */ .pq(message);
    }
    warn(message, position) {
        _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .warning */ .$e(message, annotation(position));
    }
    error(message, position) {
        _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .error */ .z3(message, annotation(position));
    }
    draw(_line) { }
    mask(secret) {
        _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setSecret */ .Pq(secret);
    }
    async setOutputs(outputs) {
        for (const [name, value] of Object.entries(outputs))
            _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .setOutput */ .uH(name, value);
    }
    async writeSummary(markdown) {
        if (this.hasSummary)
            await _actions_core__WEBPACK_IMPORTED_MODULE_2__/* .summary */ .z.addRaw(markdown, true).write();
    }
}
function annotation(position) {
    if (!position)
        return {};
    return { file: position.source, ...(position.line !== undefined && { startLine: position.line }) };
}


/***/ })

};
