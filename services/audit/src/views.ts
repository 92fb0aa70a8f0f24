import { figures } from './numbers/figures.view.ts';
import { petitionFigures } from './numbers/petition-figures.view.ts';
import { holdings } from './units/holdings.view.ts';

/** What follows the log for audit, without anything that answers from it: workers build it. */
export const views = [holdings, figures, petitionFigures] as const;
