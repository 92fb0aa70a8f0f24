import { describe, expect, it } from '@jest/globals';
import { SimulationError } from './simulation-error.ts';

describe('What a simulation was refused for', () => {
  it('is said in both languages, with what it is about and what was found below', () => {
    const error = new SimulationError('KeyFileUnwritable', 'key.jsonl', { cause: new Error('no such folder') });
    expect([error.in('vi'), error.in('en')]).toEqual([
      'key.jsonl: không ghi được đáp án vào đây (no such folder)',
      'key.jsonl: the answer key cannot be written there (no such folder)',
    ]);
  });
});
