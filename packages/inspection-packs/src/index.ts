export { type CheckedPack, checkPack } from './check-pack.ts';
export { drawAgain, type DrawnAgain, populationOf, type Sample } from './draw-again.ts';
export { type MadePack, makePack, type MakePackOptions } from './make-pack.ts';
export { packAt } from './pack-readers.ts';
export { plainFile } from './plain-file.ts';
export { type Asked, findingsIn, inspectionOf, type PackSource } from './pack-source.ts';
export { zipFilesMax, zipOf } from './zip.ts';
