export * from './describe-key-store.ts';
