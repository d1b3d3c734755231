var __runInitializers = (this && this.__runInitializers) || function (thisArg, initializers, value) {
    var useValue = arguments.length > 2;
    for (var i = 0; i < initializers.length; i++) {
        value = useValue ? initializers[i].call(thisArg, value) : initializers[i].call(thisArg);
    }
    return useValue ? value : void 0;
};
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
import { InvalidRequestError } from '@legate/core';
import { Controller, HttpCode, Post } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath, } from '@nestjs/swagger';
import { callerOf } from '../../http/current-caller.js';
import { NdjsonBody } from '../../http/ndjson-body.js';
import { Operation } from '../../http/operation.js';
import { isOverAll } from '../grants/grant-authority.js';
import { tellWritten } from '../shared/answers.js';
import { ActionTypeLineDto, GrantLineDto, GroupLineDto, IdentityLineDto, MembershipLineDto, ResourceLineDto, RoleAssignmentLineDto, SubjectTypeLineDto, } from './import-line.dto.js';
import { ImportAnswerDto, ImportTallyDto } from './import.dto.js';
const LINES = [
    SubjectTypeLineDto,
    ActionTypeLineDto,
    IdentityLineDto,
    GroupLineDto,
    MembershipLineDto,
    RoleAssignmentLineDto,
    ResourceLineDto,
    GrantLineDto,
];
let ImportsController = (() => {
    let _classDecorators = [ApiTags('import'), ApiBearerAuth(), ApiExtraModels(...LINES, ImportTallyDto), Controller('admin/v1/import')];
    let _classDescriptor;
    let _classExtraInitializers = [];
    let _classThis;
    let _instanceExtraInitializers = [];
    let _import_decorators;
    var ImportsController = class {
        static { _classThis = this; }
        static {
            const _metadata = typeof Symbol === "function" && Symbol.metadata ? Object.create(null) : void 0;
            _import_decorators = [Post(), HttpCode(200), Operation('imports.write'), ApiOperation({
                    summary: 'Stores many objects at once, all or nothing',
                    description: 'One JSON object a line: `entity` names its kind (`subject_type`, `action_type`, `identity`, `group`, `membership`, `role_assignment`, `resource`, `grant`), the rest says what the single write does.',
                }), ApiConsumes('application/x-ndjson'), ApiBody({ schema: { anyOf: LINES.map((line) => ({ $ref: getSchemaPath(line) })) } }), ApiOkResponse({ type: ImportAnswerDto })];
            __esDecorate(this, null, _import_decorators, { kind: "method", name: "import", static: false, private: false, access: { has: obj => "import" in obj, get: obj => obj.import }, metadata: _metadata }, null, _instanceExtraInitializers);
            __esDecorate(null, _classDescriptor = { value: _classThis }, _classDecorators, { kind: "class", name: _classThis.name, metadata: _metadata }, null, _classExtraInitializers);
            ImportsController = _classThis = _classDescriptor.value;
            if (_metadata) Object.defineProperty(_classThis, Symbol.metadata, { enumerable: true, configurable: true, writable: true, value: _metadata });
            __runInitializers(_classThis, _classExtraInitializers);
        }
        intake = __runInitializers(this, _instanceExtraInitializers);
        policy;
        constructor(intake, policy) {
            this.intake = intake;
            this.policy = policy;
        }
        async import(request, reply) {
            const { body } = request;
            if (!(body instanceof NdjsonBody)) {
                throw new InvalidRequestError('request.content_type', 'send the body as application/x-ndjson');
            }
            const caller = callerOf(request);
            const written = await this.intake.take({
                scope: { tenant: caller.tenant, author: caller.id },
                body,
                mayGrant: isOverAll(caller, 'grants.write', this.policy),
            });
            tellWritten(reply, written);
            return toAnswer(written.value, written.revision);
        }
    };
    return ImportsController = _classThis;
})();
export { ImportsController };
function toAnswer(entities, revision) {
    const sum = { created: 0, replaced: 0, unchanged: 0 };
    for (const { created, replaced, unchanged } of Object.values(entities)) {
        sum.created += created;
        sum.replaced += replaced;
        sum.unchanged += unchanged;
    }
    return { revision, ...sum, entities };
}
