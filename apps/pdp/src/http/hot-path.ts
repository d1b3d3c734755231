/** The route that everybody asks on every call; it is in a context of its own, with as few hooks as can be. */
export const HOT_PATH = '/access/v1/evaluation';
