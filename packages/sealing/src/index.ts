export * from './carrier-secret.ts';
export * from './copy-keys.ts';
export * from './key-store.ts';
export * from './mark.ts';
export * from './rotate-master-key.ts';
export * from './sealer.ts';
export * from './sqlite-key-store.ts';
export * from './tracking-secret.ts';
