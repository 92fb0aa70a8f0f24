export type { Messenger } from './messenger.ts';
export * from './no-notices.ts';
export * from './notices-from.ts';
export * from './smtp-messenger.ts';
export * from './sms-messenger.ts';
export * from './templates.ts';
export * from './words-of.ts';
