import { Global, Module } from '@nestjs/common';
import type { DynamicModule, ValueProvider } from '@nestjs/common';

/** Bounds, clock and log for every module. Global, because feature libs do not know the application. */
@Global()
@Module({})
export class SettingsModule {
  static with(providers: readonly ValueProvider[]): DynamicModule {
    return {
      module: SettingsModule,
      providers: [...providers],
      exports: providers.map(({ provide }) => provide),
    };
  }
}
