export { demoCommands, liveCommands } from '../try-next.ts';
export type { Played } from './play-demo.ts';
export { demoBorn, playOnServers } from './play-on-servers.ts';
