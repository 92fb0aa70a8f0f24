import type { View } from '@hoso/event-sourcing';
import { cases } from './case/cases.view.ts';

export const views: readonly View<unknown>[] = [cases];
