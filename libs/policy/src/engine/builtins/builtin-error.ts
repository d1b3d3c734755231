/** What a builtin finds wrong with its arguments: the call is undefined, as in OPA without strict errors. */
export class BuiltinError extends Error {}

/** What a builtin would have to do is more than it may: the evaluation fails as a whole. */
export class BuiltinLimitError extends Error {}

/** The most that one call may answer with, in characters. */
export const MAX_TEXT = 4 * 1024 * 1024;

/** The most items that one call may answer with. */
export const MAX_ITEMS = 65_536;
