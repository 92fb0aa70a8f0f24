export { onServer } from './on-server.ts';
