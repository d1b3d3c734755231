import type { ParsedFile } from './rego-ast.js';

/** Members of the input that tell the time (docs/policy-contract.md). */
const CLOCK: ReadonlySet<unknown> = new Set(['now', 'now_ns']);

interface Node {
  readonly type?: unknown;
  readonly value?: unknown;
}

/**
 * Whether what a bundle says may hang on when it is asked. True wherever that cannot be told from the text: where
 * the input is handed on whole, or a member of it is named by a computation.
 */
export function readsClock(files: readonly ParsedFile[]): boolean {
  return files.some(({ isTest, module }) => !isTest && mentionsClock(module));
}

function mentionsClock(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) {
    return false;
  }
  const { type, value } = node as Node;
  if (type === 'var' && value === 'input') {
    return true;
  }
  if (type === 'ref' && Array.isArray(value)) {
    return inReference(value as readonly Node[]);
  }
  return Object.values(node).some(mentionsClock);
}

function inReference([head, member, ...rest]: readonly Node[]): boolean {
  if (head?.type !== 'var' || head.value !== 'input') {
    return [head, member, ...rest].some(mentionsClock);
  }
  return member?.type !== 'string' || CLOCK.has(member.value) || rest.some(mentionsClock);
}
