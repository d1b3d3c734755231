import 'reflect-metadata';

export interface SettingOptions {
  /** The environment variable. */
  readonly name: string;
  /** One or two sentences for docs/config.md. */
  readonly description: string;
  /** Never printed; may also come from a file named by `<name>_FILE`. */
  readonly secret?: boolean;
  /** How the default reads in the docs, where it is not the plain value. */
  readonly defaultText?: string;
}

export interface Setting extends SettingOptions {
  readonly property: string;
}

const SETTINGS = Symbol('settings');

/** Marks a property of a config class as read from an environment variable. */
export function Setting(options: SettingOptions): PropertyDecorator {
  return (target, property) => {
    const known = settingsOf(target.constructor as ConfigClass<object>);
    const added = [...known, { ...options, property: String(property) }];
    Reflect.defineMetadata(SETTINGS, added, target.constructor);
  };
}

export type ConfigClass<T extends object> = new () => T;

/** The settings of a config class, in the order of the class. */
export function settingsOf(configClass: ConfigClass<object>): readonly Setting[] {
  return (Reflect.getMetadata(SETTINGS, configClass) as readonly Setting[] | undefined) ?? [];
}
