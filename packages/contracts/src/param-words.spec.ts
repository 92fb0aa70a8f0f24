import { describe, expect, it } from '@jest/globals';
import { Role } from './actor.ts';
import { paramWords } from './param-words.ts';

describe('What a refusal names', () => {
  it('is a role by its word and the code that one signs in with', () => {
    expect(paramWords('role', 'officer', 'vi')).toBe('công chức giải quyết (officer)');
    expect(paramWords('allowed', 'clerk, one-stop-head', 'vi')).toBe(
      'công chức một cửa (clerk), trưởng bộ phận một cửa (one-stop-head)',
    );
    for (const role of Role.options) expect(paramWords('role', role, 'vi')).toContain(`(${role})`);
  });
  it('is a role by its code in English, and what is none stays', () => {
    expect(paramWords('role', 'officer', 'en')).toBe('officer');
    expect(paramWords('role', 'anyone', 'vi')).toBe('anyone');
  });
  it('is a state, a command and an instant as people read them', () => {
    expect(paramWords('status', 'in-process', 'vi')).toBe('đang giải quyết');
    expect(paramWords('command', 'ReturnResult', 'vi')).toBe('Trả kết quả (ReturnResult)');
    expect(paramWords('dueAt', '2022-03-18T10:00:00.000Z', 'vi')).toBe('18/03/2022 17:00');
  });
});
