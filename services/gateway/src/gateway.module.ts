import { refusals } from '@hoso/contracts';
import { ProblemFilter } from '@hoso/nest';
import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { CarrierController } from './carrier.controller.ts';
import { ChangeController } from './change.controller.ts';
import { type GatewayParts, gatewayParts } from './gateway-parts.ts';
import { LedgerController } from './ledger.controller.ts';
import { listController } from './list.controller.ts';
import { LogController } from './log.controller.ts';
import { PackController } from './pack.controller.ts';
import { PageController } from './page.controller.ts';
import { ConclusionController } from './conclusion.controller.ts';
import { PapersController } from './papers.controller.ts';
import { ProceduresController } from './procedures.controller.ts';
import { routeController } from './route-controller.ts';
import { ScansController } from './scans.controller.ts';
import { SessionController } from './session.controller.ts';
import { tableController } from './table.controller.ts';

@Module({})
export class GatewayModule {
  static with(parts: GatewayParts): DynamicModule {
    return {
      module: GatewayModule,
      controllers: [
        PageController,
        ScansController,
        SessionController,
        ChangeController,
        LogController,
        LedgerController,
        PapersController,
        ConclusionController,
        PackController,
        tableController(),
        ProceduresController,
        listController(),
        CarrierController,
        routeController(),
      ],
      providers: [
        { provide: gatewayParts, useValue: parts },
        { provide: APP_FILTER, useValue: new ProblemFilter(refusals) },
      ],
    };
  }
}
