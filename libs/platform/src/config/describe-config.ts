import { settingsOf } from './setting.js';
import type { ConfigClass, Setting } from './setting.js';

/** The settings of a config class as a Markdown table: what docs/config.md is made of. */
export function describeConfig(configClass: ConfigClass<object>): string {
  const defaults = new configClass() as Readonly<Record<string, unknown>>;
  const rows = settingsOf(configClass).map((setting) => {
    const description = setting.description + (setting.secret === true ? SECRET : '');
    return `| \`${setting.name}\` | ${defaultText(setting, defaults)} | ${description} |`;
  });
  return ['| variable | default | what it does |', '| --- | --- | --- |', ...rows].join('\n');
}

const SECRET = ' Secret; may also be given as a file by the same name with `_FILE`.';

function defaultText(setting: Setting, defaults: Readonly<Record<string, unknown>>): string {
  if (setting.defaultText !== undefined) {
    return setting.defaultText;
  }
  const value = defaults[setting.property];
  return value === '' ? 'unset' : `\`${String(value)}\``;
}
