import { text, type BuiltinFamily } from './operands.js';

/** Signs that mean something in a glob. */
const META = /[*?\\[\]{}]/gu;

export const GLOB: BuiltinFamily = {
  'glob.quote_meta': (pattern) => text(pattern).replace(META, '\\$&'),
};
