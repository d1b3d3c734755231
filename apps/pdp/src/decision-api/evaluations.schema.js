import { SEMANTICS } from '@legate/decision';
import { EVALUATION_RESPONSE } from './evaluation.schema.js';
/**
 * Shape of a batch (section 7.1 of the Authorization API 1.0). A default that no item uses may be anything (AZ-23),
 * so what an item has become is held against the schema of a single question, item by item.
 */
export const EVALUATIONS_BODY = {
    type: 'object',
    properties: {
        evaluations: { type: 'array' },
        options: {
            type: 'object',
            properties: { evaluations_semantic: { enum: SEMANTICS } },
        },
    },
};
/** A bare decision where there were no items (AZ-20). */
export const EVALUATIONS_RESPONSE = {
    type: 'object',
    properties: {
        decision: EVALUATION_RESPONSE.properties.decision,
        context: EVALUATION_RESPONSE.properties.context,
        evaluations: { type: 'array', items: EVALUATION_RESPONSE },
    },
};
