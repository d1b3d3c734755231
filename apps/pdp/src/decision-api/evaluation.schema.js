import { MAX_ID_BYTES } from '@legate/core';
export const NAME = { type: 'string', minLength: 1, maxLength: MAX_ID_BYTES };
export const PROPERTIES = { type: 'object' };
export const ENTITY = {
    type: 'object',
    required: ['type', 'id'],
    properties: { type: NAME, id: NAME, properties: PROPERTIES },
};
export const ACTION = {
    type: 'object',
    required: ['name'],
    properties: { name: NAME, properties: PROPERTIES },
};
/**
 * Shape of an AuthZEN evaluation request (section 6.1 of the Authorization API 1.0). Members it does not name are
 * ignored (AZ-2); wrong types are refused, never coerced.
 */
export const EVALUATION_BODY = {
    type: 'object',
    required: ['subject', 'action', 'resource'],
    properties: {
        subject: ENTITY,
        action: ACTION,
        resource: ENTITY,
        context: { type: 'object' },
    },
};
const OBLIGATIONS = {
    type: 'array',
    items: {
        type: 'object',
        properties: {
            id: { type: 'string' },
            type: { type: 'string' },
            properties: { type: 'object', additionalProperties: true },
        },
    },
};
/** Compiled to a serialiser at start. An item of a batch has `error` where it is no question. */
export const EVALUATION_RESPONSE = {
    type: 'object',
    required: ['decision'],
    properties: {
        decision: { type: 'boolean' },
        context: {
            type: 'object',
            required: ['evaluation_id', 'reasons'],
            properties: {
                evaluation_id: { type: 'string' },
                mode: { type: 'string' },
                reasons: { type: 'array', items: { type: 'string' } },
                grants: { type: 'array', items: { type: 'string' } },
                error: {
                    type: 'object',
                    properties: {
                        status: { type: 'integer' },
                        code: { type: 'string' },
                        message: { type: 'string' },
                    },
                },
                denied_by: { type: 'object', properties: { grant: { type: 'string' } } },
                obligations: OBLIGATIONS,
                advice: OBLIGATIONS,
            },
        },
    },
};
