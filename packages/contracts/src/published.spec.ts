import { LogOpened } from '@hoso/event-sourcing';
import { describe, expect, it } from '@jest/globals';
import * as contracts from './index.ts';

/** Whatever the contracts export: what is added is looked for without being named here. */
const exported: readonly unknown[] = Object.values(contracts);

function namesWith(...members: readonly string[]): readonly string[] {
  return exported
    .filter((value) => typeof value === 'object' && value !== null)
    .filter((value) => members.every((member) => member in value))
    .flatMap((value) => ('name' in value && typeof value.name === 'string' ? [value.name] : []))
    .sort();
}

describe('What is published', () => {
  it('is every type of event, once', () => {
    const names = Object.values(contracts.publishedEvents).flatMap((types) => types.map(({ name }) => name));
    expect(names.sort()).toEqual([LogOpened.name, ...namesWith('upcast', 'revisedTo')].sort());
    expect(names.length).toBeGreaterThan(25);
  });

  it('is every command, once', () => {
    const names = contracts.publishedCommands.map(({ command }) => command.name);
    expect(names.sort()).toEqual(namesWith('subject', 'data'));
    expect(names.length).toBeGreaterThan(25);
  });

  it('is every query, once', () => {
    const names = contracts.publishedQueries.map(({ query }) => query.name);
    expect(names.sort()).toEqual(namesWith('subject', 'ask', 'answer'));
    expect(names.length).toBeGreaterThan(25);
  });

  it('has words in both languages', () => {
    const words = [...contracts.publishedCommands, ...contracts.publishedQueries].map(({ summary }) => summary);
    for (const said of [...words, ...contracts.eventNames.values()]) {
      expect(contracts.Words.parse(said)).toEqual(said);
      expect(said.vi).not.toBe(said.en);
    }
  });
});
