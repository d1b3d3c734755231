var __esDecorate = (this && this.__esDecorate) || function (ctor, descriptorIn, decorators, contextIn, initializers, extraInitializers) {
    function accept(f) { if (f !== void 0 && typeof f !== "function") throw new TypeError("Function expected"); return f; }
    var kind = contextIn.kind, key = kind === "getter" ? "get" : kind === "setter" ? "set" : "value";
    var target = !descriptorIn && ctor ? contextIn["static"] ? ctor : ctor.prototype : null;
    var descriptor = descriptorIn || (target ? Object.getOwnPropertyDescriptor(target, contextIn.name) : {});
    var _, done = false;
    for (var i = decorators.length - 1; i >= 0; i--) {
        var context = {};
        for (var p in contextIn) context[p] = p === "access" ? {} : contextIn[p];
        for (var p in contextIn.access) context.access[p] = contextIn.access[p];
        context.addInitializer = function (f) { if (done) throw new TypeError("Cannot add initializers after decoration has completed"); extraInitializers.push(accept(f || null)); };
        var result = (0, decorators[i])(kind === "accessor" ? { get: descriptor.get, set: descriptor.set } : descriptor[key], context);
        if (kind === "accessor") {
            if (result === void 0) continue;
            if (result === null || typeof result !== "object") throw new TypeError("Object expected");
            if (_ = accept(result.get)) descriptor.get = _;
            if (_ = accept(result.set)) descriptor.set = _;
            if (_ = accept(result.init)) initializers.unshift(_);
        }
        else if (_ = accept(result)) {
            if (kind === "field") initializers.unshift(_);
            else descriptor[key] = _;
        }
    }
    if (target) Object.defineProperty(target, contextIn.name, descriptor);
    done = true;
};
var __runInitializers = (this && this.__runInitializers) || function (thisArg, initializers, value) {
    var useValue = arguments.length > 2;
    for (var i = 0; i < initializers.length; i++) {
        value = useValue ? initializers[i].call(thisArg, value) : initializers[i].call(thisArg);
    }
    return useValue ? value : void 0;
};
import { ApiPropertyOptional } from '@nestjs/swagger';
let DataRequestDto = (() => {
    let _input_decorators;
    let _input_initializers = [];
    let _input_extraInitializers = [];
    return class DataRequestDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _input_decorators = [ApiPropertyOptional({ description: 'What the document is asked about. Any JSON value.' })];
            __esDecorate(null, null, _input_decorators, { kind: "field", name: "input", static: false, private: false, access: { has: obj => "input" in obj, get: obj => obj.input, set: (obj, value) => { obj.input = value; } }, metadata: _metadata }, _input_initializers, _input_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        input = __runInitializers(this, _input_initializers, void 0);
        constructor() {
            __runInitializers(this, _input_extraInitializers);
        }
    };
})();
export { DataRequestDto };
/** OPA-1: without `result` the document is undefined. */
let DataResponseDto = (() => {
    let _result_decorators;
    let _result_initializers = [];
    let _result_extraInitializers = [];
    let _decision_id_decorators;
    let _decision_id_initializers = [];
    let _decision_id_extraInitializers = [];
    return class DataResponseDto {
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _result_decorators = [ApiPropertyOptional({ description: 'Any JSON value; absent when the document is undefined.' })];
            _decision_id_decorators = [ApiPropertyOptional({ format: 'uuid', description: 'Where a decision was made.' })];
            __esDecorate(null, null, _result_decorators, { kind: "field", name: "result", static: false, private: false, access: { has: obj => "result" in obj, get: obj => obj.result, set: (obj, value) => { obj.result = value; } }, metadata: _metadata }, _result_initializers, _result_extraInitializers);
            __esDecorate(null, null, _decision_id_decorators, { kind: "field", name: "decision_id", static: false, private: false, access: { has: obj => "decision_id" in obj, get: obj => obj.decision_id, set: (obj, value) => { obj.decision_id = value; } }, metadata: _metadata }, _decision_id_initializers, _decision_id_extraInitializers);
            if (_metadata) Object.defineProperty(this, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
        }
        result = __runInitializers(this, _result_initializers, void 0);
        decision_id = (__runInitializers(this, _result_extraInitializers), __runInitializers(this, _decision_id_initializers, void 0));
        constructor() {
            __runInitializers(this, _decision_id_extraInitializers);
        }
    };
})();
export { DataResponseDto };
