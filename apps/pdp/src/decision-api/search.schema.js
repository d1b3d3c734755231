import { ACTION, ENTITY, NAME, PROPERTIES } from './evaluation.schema.js';
const MAX_TOKEN_LENGTH = 8192;
/** What is searched for needs a type; its id is ignored (AZ-40). */
const OPEN_ENTITY = {
    type: 'object',
    required: ['type'],
    properties: { type: NAME, properties: PROPERTIES },
};
const SHARED = {
    context: { type: 'object' },
    page: {
        type: 'object',
        properties: {
            token: { type: 'string', minLength: 1, maxLength: MAX_TOKEN_LENGTH },
            // What two parsers read alike (RFC 7493 section 2.2).
            limit: { type: 'integer', minimum: 0, maximum: Number.MAX_SAFE_INTEGER },
            properties: PROPERTIES,
        },
    },
};
/** AuthZEN section 8.4. */
export const SUBJECT_SEARCH_BODY = {
    type: 'object',
    required: ['subject', 'action', 'resource'],
    properties: { subject: OPEN_ENTITY, action: ACTION, resource: ENTITY, ...SHARED },
};
/** AuthZEN section 8.5. */
export const RESOURCE_SEARCH_BODY = {
    type: 'object',
    required: ['subject', 'action', 'resource'],
    properties: { subject: ENTITY, action: ACTION, resource: OPEN_ENTITY, ...SHARED },
};
/** AuthZEN section 8.6; an action is an unknown member there (AZ-15). */
export const ACTION_SEARCH_BODY = {
    type: 'object',
    required: ['subject', 'resource'],
    properties: { subject: ENTITY, resource: ENTITY, ...SHARED },
};
/** `page` comes first, for those who read as it comes (AZ-50): a required member would come before it. */
export const SEARCH_RESPONSE = {
    type: 'object',
    properties: {
        page: {
            type: 'object',
            required: ['next_token', 'count'],
            properties: { next_token: { type: 'string' }, count: { type: 'integer' } },
        },
        results: {
            type: 'array',
            items: {
                type: 'object',
                properties: {
                    type: { type: 'string' },
                    id: { type: 'string' },
                    name: { type: 'string' },
                },
            },
        },
    },
};
