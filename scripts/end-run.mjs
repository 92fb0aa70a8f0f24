export { endRun as default } from '@hoso/backends';
