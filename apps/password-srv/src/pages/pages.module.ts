import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';

import { StaticFiles } from '#libs/platform';

import { CHANGE_PASSWORD_URL, ConsolePageController, PagesController } from './pages.controller.js';

export interface Screens {
  readonly files: StaticFiles;
  /** Absolute, from configuration and never from a request. */
  readonly changePasswordUrl: string;
  /** A host may have a page of its own around the console. */
  readonly consolePage: boolean;
}

/** Our pages, for a process that shows them. */
@Module({})
export class PagesModule {
  static register({ files, changePasswordUrl, consolePage }: Screens): DynamicModule {
    return {
      module: PagesModule,
      controllers: [PagesController, ...(consolePage ? [ConsolePageController] : [])],
      providers: [
        { provide: StaticFiles, useValue: files },
        { provide: CHANGE_PASSWORD_URL, useValue: changePasswordUrl },
      ],
    };
  }
}

/** A service with our pages beside it, or alone. */
export const withPages = (service: DynamicModule, screens: Screens | undefined): DynamicModule =>
  screens
    ? { ...service, imports: [...(service.imports ?? []), PagesModule.register(screens)] }
    : service;
