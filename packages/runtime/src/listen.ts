import type { Bus } from '@hoso/event-sourcing';
import { BusStrategy, nestLog, RefusalFilter } from '@hoso/nest';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

/** A service's controllers answering at their subjects, beside other replicas of it. Answers how to end that. */
export async function listen(bus: Bus, service: string, module: DynamicModule): Promise<() => Promise<void>> {
  const app = await NestFactory.createMicroservice(module, {
    strategy: new BusStrategy(bus, service),
    logger: nestLog,
  });
  app.useGlobalFilters(new RefusalFilter());
  await app.listen();
  return () => app.close();
}
