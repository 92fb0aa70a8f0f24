export { beginRun as default } from '@hoso/backends';
