import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isJsonObject, type Json, type PolicyInput } from '@legate/core';
import type { CliContext } from '../commands/command.js';
import { CliError } from '../terminal/cli-error.js';
import { readInput } from './eval-input.js';

/**
 * Reads questions from a file (`-` is standard input): one JSON object, a list, or one object a line. An entry of a
 * decision log that has its question in `input` is taken for that.
 * @throws CliError naming the file and the entry
 */
export async function readInputs(
  context: CliContext,
  file: string,
  maxInputs: number,
): Promise<PolicyInput[]> {
  const values = parseAll(await readText(context, file), file);
  if (values.length === 0 || values.length > maxInputs) {
    throw new CliError(
      'cli.input',
      `${file} must hold 1 to ${maxInputs} inputs, not ${values.length}`,
    );
  }
  const now = context.clock();
  return values.map((value, index) => {
    try {
      return readInput(unwrap(value), now);
    } catch (cause) {
      const place = values.length === 1 ? file : `${file}, entry ${index + 1}`;
      throw cause instanceof CliError
        ? new CliError(cause.code, `${place}: ${cause.message}`, cause.exit, cause.hint)
        : cause;
    }
  });
}

/** @throws CliError */
export async function readText(context: CliContext, file: string): Promise<string> {
  if (file === '-') {
    return await context.readStandardInput();
  }
  try {
    return await readFile(resolve(context.cwd, file), 'utf8');
  } catch (cause) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    throw new CliError('cli.file', `cannot read ${file}: ${code}`);
  }
}

function parseAll(text: string, file: string): readonly Json[] {
  try {
    const value = JSON.parse(text) as Json;
    return Array.isArray(value) ? (value as Json[]) : [value];
  } catch (cause) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    if (lines.length < 2 || !lines[0]?.trimEnd().endsWith('}')) {
      throw notJson(file, cause);
    }
    return lines.map((line, index) => parseLine(line, `${file}:${index + 1}`));
  }
}

function parseLine(line: string, at: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch (cause) {
    throw notJson(at, cause);
  }
}

function notJson(at: string, cause: unknown): CliError {
  return new CliError('cli.input', `${at} is no JSON: ${(cause as Error).message}`);
}

function unwrap(value: Json): Json {
  return isJsonObject(value) && value['subject'] === undefined ? (value['input'] ?? value) : value;
}
